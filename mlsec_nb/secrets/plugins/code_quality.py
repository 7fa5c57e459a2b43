"""Tokens of code analysis services: SonarQube, Snyk, Codacy."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS150",
    name="code-analysis-token",
    label="code analysis token",
    about=str(__doc__),
    harm="Whoever has it reads your code and what is wrong with it, and alters the verdict.",
    revoke="Revoke it under the security settings of your account and create a new one.",
    patterns=(
        Pattern("sqp_", r"sqp_[0-9a-f]{40}", label="SonarQube project token"),
        Pattern("squ_", r"squ_[0-9a-f]{40}", label="SonarQube user token"),
        Pattern("sqa_", r"sqa_[0-9a-f]{40}", label="SonarQube analysis token"),
    ),
    vendors="sonar sonarqube sonarcloud snyk codacy codecov".split(),
    shape=r"[0-9a-f]{40}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    bad=("!sonar-scanner -Dsonar.login=sqp_{hex:40}", 'SNYK_TOKEN = "{uuid}"'),
    good=("!sonar-scanner -Dsonar.login=$SONAR_TOKEN", 'sonar_project_key = "acme_web"'),
)
