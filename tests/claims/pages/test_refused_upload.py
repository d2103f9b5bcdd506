"""What is refused is said once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


@pytest.mark.django_db
def test_why_a_file_is_refused_is_said_once_with_its_name(client, editor):
    client.force_login(editor)
    answer = client.post(reverse("upload"), {"attached": [SimpleUploadedFile("empty.txt", b" \n")]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("The file is empty.") == 1
    assert "empty.txt: The file is empty." in page
