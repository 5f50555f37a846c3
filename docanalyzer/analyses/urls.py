from django.urls import path

from docanalyzer.analyses import result_views, selection_views, trial_views, views

urlpatterns = [
    path("documents/<int:pk>/analyses/", views.analysis_create, name="analysis_create"),
    path("documents/<int:pk>/outlook/", views.analysis_outlook, name="analysis_outlook"),
    path("documents/<int:pk>/analyses/<slug:kind>/", views.analysis_panel, name="analysis_panel"),
    path("results/", result_views.analysis_list, name="analysis_list"),
    path("runs/<int:pk>/analysis-again/", result_views.analysis_again, name="analysis_again"),
    path("results/new/", selection_views.analysis_new, name="analysis_new"),
    path("results/batches/<uuid:batch>/cancel/", result_views.batch_cancel, name="batch_cancel"),
    path("templates/<int:pk>/try/", trial_views.trial_page, name="trial_page"),
]
