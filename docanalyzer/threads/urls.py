from django.urls import path

from docanalyzer.threads import document_views, thread_views, views

urlpatterns = [
    path("documents/<int:pk>/delete/", document_views.document_delete, name="document_delete"),
    path("documents/<int:pk>/thread/", views.thread_panel, name="thread_panel"),
    path("documents/<int:pk>/ask/", views.message_create, name="message_create"),
    path("documents/<int:pk>/thread/fit/", thread_views.thread_fit, name="thread_fit"),
    path("documents/<int:pk>/thread/choices/", thread_views.thread_choices, name="thread_choices"),
    path("documents/<int:pk>/thread/templates/", thread_views.thread_templates, name="thread_templates"),
    path("threads/<int:pk>/rename/", thread_views.thread_rename, name="thread_rename"),
    path("threads/<int:pk>/delete/", thread_views.thread_delete, name="thread_delete"),
    path("threads/<int:pk>/continue/", views.thread_continue, name="thread_continue"),
    path("threads/<int:pk>/news/", thread_views.thread_news, name="thread_news"),
    path("messages/<int:pk>/again/", views.message_again, name="message_again"),
    path("messages/<int:pk>/edit/", thread_views.message_edit, name="message_edit"),
    path("messages/<int:pk>/foot/", thread_views.message_foot, name="message_foot"),
    path("messages/<int:pk>/answer.txt", thread_views.message_copy, name="message_copy"),
    path("messages/<int:pk>/feedback/", thread_views.message_feedback, name="message_feedback"),
]
