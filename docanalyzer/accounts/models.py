"""People, the workspaces they share, and what each may do there."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Workspace(models.Model):
    """Documents, templates and runs belong to one workspace; nothing is shared across."""

    name = models.CharField(_("name"), max_length=200)
    cache_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    """Stands in each prompt before the document: workspaces never share a server's prefix cache."""
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    workspaces: models.ManyToManyField[Workspace, Membership] = models.ManyToManyField(
        Workspace, through="Membership", related_name="members"
    )
    current_workspace = models.ForeignKey(
        Workspace, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    @property
    def workspace(self) -> Workspace:
        """The workspace this person works in now; made on first use, so nobody stands outside."""
        current = self.current_workspace
        if current is not None and self.membership_set.filter(workspace=current).exists():
            return current
        membership = self.membership_set.select_related("workspace").order_by("pk").first()
        if membership is None:
            membership = Membership.objects.create(
                user=self,
                workspace=Workspace.objects.create(name=self.get_full_name() or self.username),
                role=Membership.Role.ADMIN,
            )
        User.objects.filter(pk=self.pk).update(current_workspace=membership.workspace)
        self.current_workspace = membership.workspace
        return membership.workspace

    @property
    def is_workspace_admin(self) -> bool:
        """Of the workspace that this person works in now."""
        return self.administers(self.workspace.pk)

    def administers(self, workspace: int) -> bool:
        return self.membership_set.filter(workspace=workspace, role=Membership.Role.ADMIN).exists()

    @property
    def sees_system(self) -> bool:
        """Staff; and a workspace's admin as long as no other workspace has documents, for it tells of all of them.

        Everybody is admin of the workspace that was made for him, so that alone cannot be enough.
        """
        if self.is_staff or not self.is_workspace_admin:
            return self.is_staff
        others = Workspace.objects.exclude(pk=self.workspace.pk)
        return not others.filter(documents__isnull=False).exists()


class Membership(models.Model):
    class Role(models.TextChoices):
        ADMIN = "admin", _("Admin")
        MEMBER = "member", _("Member")

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "workspace"], name="one_membership_per_workspace")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace} as {self.role}"


Owned = TypeVar("Owned", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[Owned]):
    """For models with a `workspace`: the queryset is the permission check."""

    def for_user(self, user: User) -> Self:
        return self.filter(workspace__membership__user=user)
