from django.urls import path

from docanalyzer.exports import views

urlpatterns = [
    path("runs/<int:pk>/export.<slug:form>", views.run_export, name="run_export"),
    path("threads/<int:pk>/export.<slug:form>", views.thread_export, name="thread_export"),
    path("reviews/<int:pk>/export.<slug:form>", views.review_export, name="review_export"),
]
