from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from docanalyzer.accounts.models import Membership, User, Workspace


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0


@admin.register(User)
class DocanalyzerUserAdmin(UserAdmin):
    inlines = [MembershipInline]


@admin.register(Workspace)
class WorkspaceAdmin(admin.ModelAdmin):
    list_display = ["name", "created_at"]
    inlines = [MembershipInline]
