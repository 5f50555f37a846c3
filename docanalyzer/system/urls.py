from django.urls import path

from docanalyzer.system import views

urlpatterns = [
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path("metrics", views.metrics, name="metrics"),
    path("system/", views.system_page, name="system_page"),
]
