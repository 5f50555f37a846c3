from django.urls import path

from docanalyzer.documents import viewer, views

urlpatterns = [
    path("", views.document_list, name="document_list"),
    path("upload/", views.document_upload, name="document_upload"),
    path("events", views.document_list_events, name="document_list_events"),
    path("<int:pk>/", views.document_detail, name="document_detail"),
    path("<int:pk>/row/", views.document_row, name="document_row"),
    path("<int:pk>/status.json", views.document_status, name="document_status"),
    path("<int:pk>/events", views.document_events, name="document_events"),
    path("<int:pk>/pages/", views.document_pages, name="document_pages"),
    path("<int:pk>/retry/", views.document_retry, name="document_retry"),
    path("<int:pk>/recognise/", views.document_recognise, name="document_recognise"),
    path("<int:pk>/recognise/stop/", views.document_recognise_stop, name="document_recognise_stop"),
    path("<int:pk>/changes/", views.document_changes, name="document_changes"),
    path("<int:pk>/rename/", views.document_rename, name="document_rename"),
    path("<int:pk>/viewer/layout.json", viewer.viewer_layout, name="viewer_layout"),
    path("<int:pk>/viewer/outline.json", viewer.viewer_outline, name="viewer_outline"),
    path("<int:pk>/viewer/find.json", viewer.viewer_find, name="viewer_find"),
    path("<int:pk>/viewer/place.json", viewer.viewer_place, name="viewer_place"),
    path("<int:pk>/viewer/pages/<int:page>/image", viewer.viewer_image, name="viewer_image"),
    path("<int:pk>/viewer/pages/<int:page>/text.json", viewer.viewer_text, name="viewer_text"),
    path("<int:pk>/viewer/pages/<int:page>/matches.json", viewer.viewer_matches, name="viewer_matches"),
    path("<int:pk>/viewer/pages/<int:page>/words/", viewer.viewer_words, name="viewer_words"),
]
