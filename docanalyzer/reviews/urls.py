from django.urls import path

from docanalyzer.reviews import cell_views, grid_views, views

urlpatterns = [
    path("", views.review_list, name="review_list"),
    path("new/", views.review_create, name="review_create"),
    path("<int:pk>/", grid_views.review_detail, name="review_detail"),
    path("<int:pk>/changes.json", grid_views.review_changes, name="review_changes"),
    path("<int:pk>/documents/", views.review_documents, name="review_documents"),
    path("<int:pk>/questions/", views.review_questions, name="review_questions"),
    path("<int:pk>/plan/", views.review_plan, name="review_plan"),
    path("<int:pk>/start/", views.review_start, name="review_start"),
    path("<int:pk>/stop/", views.review_stop, name="review_stop"),
    path("<int:pk>/rename/", views.review_rename, name="review_rename"),
    path("<int:pk>/remove/", views.review_remove, name="review_remove"),
    path("<int:pk>/delete/", views.review_delete, name="review_delete"),
    path("cells/<int:pk>/", cell_views.review_cell, name="review_cell"),
    path("cells/<int:pk>/judge/", cell_views.review_cell_judge, name="review_cell_judge"),
    path("cells/<int:pk>/assign/", cell_views.review_cell_assign, name="review_cell_assign"),
]
