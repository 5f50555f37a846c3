from django.urls import path

from docanalyzer.analyses import views

urlpatterns = [
    path("documents/<int:pk>/analyses/", views.analysis_create, name="analysis_create"),
    path("documents/<int:pk>/analyses/<slug:kind>/", views.analysis_panel, name="analysis_panel"),
]
