from django.urls import path

from docanalyzer.runs import judgement_views, views

urlpatterns = [
    path("documents/<int:pk>/loaded/", views.document_loaded, name="document_loaded"),
    path("runs/<int:pk>/", views.run_detail, name="run_detail"),
    path("runs/<int:pk>/panel/", views.run_panel, name="run_panel"),
    path("runs/<int:pk>/stream", views.run_stream, name="run_stream"),
    path("runs/<int:pk>/events", views.run_events, name="run_events"),
    path("runs/<int:pk>/result.json", views.run_result, name="run_result"),
    path("runs/<int:pk>/cancel/", views.run_cancel, name="run_cancel"),
    path("runs/<int:pk>/again/", views.run_again, name="run_again"),
    path("runs/<int:pk>/judgement/", judgement_views.judgement_form, name="judgement_form"),
    path("runs/<int:pk>/judge/", judgement_views.judgement_create, name="judgement_create"),
    path("runs/<int:pk>/judged", judgement_views.judgement_stream, name="judgement_stream"),
]
