from django.urls import path

from docanalyzer.guides import views

urlpatterns = [
    path("documents/<int:pk>/guide/", views.guide_panel, name="guide_panel"),
    path("documents/<int:pk>/guide/make/", views.guide_create, name="guide_create"),
    path("documents/<int:pk>/guide/questions/", views.guide_questions, name="guide_questions"),
]
