from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="document_list"), name="home"),
    path("login/", auth_views.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("documents/", include("docanalyzer.documents.urls")),
    path("templates/", include("docanalyzer.prompts.urls")),
    path("", include("docanalyzer.runs.urls")),
    path("", include("docanalyzer.analyses.urls")),
    path("", include("docanalyzer.threads.urls")),
    path("", include("docanalyzer.guides.urls")),
    path("reviews/", include("docanalyzer.reviews.urls")),
    path("", include("docanalyzer.exports.urls")),
    path("", include("docanalyzer.system.urls")),
]
