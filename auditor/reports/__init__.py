"""One format a file: SUFFIX, write(report, path). Reports arrange, they never compute findings."""
