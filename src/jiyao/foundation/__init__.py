"""Acts and what they rest on, sealed personal data, attachments, the durable queue and progress, the `lake`."""
