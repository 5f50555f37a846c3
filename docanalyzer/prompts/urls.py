from django.urls import path

from docanalyzer.prompts import views

urlpatterns = [
    path("", views.prompttemplate_list, name="prompttemplate_list"),
    path("new/", views.prompttemplate_create, name="prompttemplate_create"),
    path("import/", views.prompttemplate_import, name="prompttemplate_import"),
    path("templates.yaml", views.prompttemplate_export, name="prompttemplate_export"),
    path("<int:pk>/", views.prompttemplate_edit, name="prompttemplate_edit"),
    path("<int:pk>/publish/", views.prompttemplate_publish, name="prompttemplate_publish"),
    path("<int:pk>/versions/", views.prompttemplate_versions, name="prompttemplate_versions"),
    path(
        "<int:pk>/versions/<int:number>/restore/", views.prompttemplate_restore, name="prompttemplate_restore"
    ),
    path("<int:pk>/copy/", views.prompttemplate_copy, name="prompttemplate_copy"),
    path("<int:pk>/archive/", views.prompttemplate_archive, name="prompttemplate_archive"),
    path("<int:pk>/template.yaml", views.prompttemplate_export, name="prompttemplate_export_one"),
]
