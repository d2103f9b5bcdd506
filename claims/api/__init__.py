"""The API: what is on record, as JSON, under the same permissions and by the same acts as the pages."""
