"""The lexicons that the package ships, one YAML file and one citation card each."""
