from django.db import migrations

from speakers.names import family, known_as, normalised

CHUNK = 500


def fill(apps, schema_editor):
    """Names as matching looks them up, what speakers were called at first, and which act made each decision."""
    speakers, aliases, voices = (apps.get_model("speakers", name) for name in ("Speaker", "Alias", "Voice"))
    for speaker in speakers.objects.prefetch_related("aliases").iterator(chunk_size=CHUNK):
        names = {normalised(speaker.name): speaker.name}
        for alias in speaker.aliases.order_by("id"):
            names.setdefault(alias.normalised, alias.name)
        speakers.objects.filter(pk=speaker.pk).update(original_names=list(names.values()))
    for alias in aliases.objects.select_related("speaker").iterator(chunk_size=CHUNK):
        aliases.objects.filter(pk=alias.pk).update(
            normalised=normalised(alias.name), family=family(alias.name, alias.speaker.kind)
        )
    rows = []
    for voice in voices.objects.only("name", "kind").iterator(chunk_size=CHUNK):
        voice.key, voice.family = normalised(known_as(voice.name, voice.kind)), family(voice.name, voice.kind)
        rows.append(voice)
    voices.objects.bulk_update(rows, ["key", "family"], batch_size=CHUNK)
    _acts(apps)


def _acts(apps):
    acts, decisions = apps.get_model("accounts", "Act"), apps.get_model("speakers", "Decision")
    undone = set(acts.objects.exclude(undoes=None).values_list("undoes_id", flat=True))
    for act in acts.objects.filter(verb="decide_identity", undoes=None).iterator(chunk_size=CHUNK):
        found = decisions.objects.filter(pk__in=[act.after.get("decision"), *act.after.get("decisions", ())])
        found.update(act=act.pk)
        for decision in found.exclude(withdrawn_at=None) if act.pk in undone else ():
            decisions.objects.filter(pk=decision.pk).update(undone_at=decision.withdrawn_at)


class Migration(migrations.Migration):
    dependencies = [
        ("speakers", "0002_decided_pairs"),
        ("accounts", "0002_versions"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
