from django.urls import path

from docanalyzer.threads import views

urlpatterns = [
    path("documents/<int:pk>/thread/", views.thread_panel, name="thread_panel"),
    path("documents/<int:pk>/ask/", views.message_create, name="message_create"),
]
