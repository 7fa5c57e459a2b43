"""What makes a finding not count: comments, cell tags, configuration, baselines. It stays, marked."""
