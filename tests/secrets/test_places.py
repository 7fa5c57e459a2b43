"""Places in which people leave secrets, in code and in what it prints; see the rules for the rest."""

from __future__ import annotations

import pytest

from mlsec_nb.core.finding import Severity
from tests.notebooks import code, display, stream
from tests.secrets.examples import fill
from tests.secrets.scan import detections

SOURCES = [
    'mlflow.set_tracking_uri("https://ml:{alnum:18}@mlflow.acme.io")',
    'os.environ.update({"AWS_ACCESS_KEY_ID": "AKIA{upper:16}", "AWS_SECRET_ACCESS_KEY": "{base64:40}"})',
    'os.environ |= {"COHERE_API_KEY": "{alnum:40}"}',
    "s3 = boto3.resource('s3', 'us-east-1', aws_secret_access_key='{base64:40}')",
    'fs = gcsfs.GCSFileSystem(token="/home/x/key.json"); key = "AIza{word:35}"',
    'client = OpenAI("sk-proj-{word:60}")',
    "client = AsyncAnthropic(api_key='sk-ant-api03-{word:93}AA')",
    'llm = LLM(provider="groq", api_key="gsk_{alnum:52}")',
    'litellm.api_key = "{hex:32}"',
    'dspy.configure(lm=dspy.LM("openai/gpt-4o", api_key="sk-{alnum:20}T3BlbkFJ{alnum:20}"))',
    'qdrant = QdrantClient("https://x.qdrant.io", api_key="{word:54}")',
    'weaviate_client = weaviate.Client(url, auth_client_secret=weaviate.AuthApiKey(api_key="{alnum:40}"))',
    'index = pinecone.Pinecone("{uuid}")',
    'hf_hub_download(repo, "x", token="hf_{letters:34}")',
    'notebook_login("hf_{letters:34}")',
    'dataset = load_dataset("acme/private", use_auth_token="hf_{letters:34}")',
    'trainer.push_to_hub(token="hf_{letters:34}")',
    "!HF_TOKEN=hf_{letters:34} python train.py",
    "!WANDB_API_KEY={hex:40} python train.py --epochs 3",
    "!wandb login --relogin --host=https://api.wandb.ai {hex:40}",
    "%env WANDB_API_KEY {hex:40}",
    "%set_env OPENAI_API_KEY=sk-proj-{word:80}",
    "%%env\nAPI_TOKEN={alnum:32}",
    "!kaggle config set -n key -v {hex:32}",
    "!aws configure set aws_secret_access_key {base64:40}",
    "!aws configure set aws_access_key_id AKIA{upper:16}",
    '!echo "machine api.wandb.ai login user password {hex:40}" >> ~/.netrc',
    '!git config --global http.extraheader "PRIVATE-TOKEN: glpat-{word:20}"',
    "!git remote set-url origin https://oauth2:glpat-{word:20}@gitlab.com/a/b.git",
    "!git push https://bob:{alnum:20}@git.acme.io/ml/x.git main",
    "!dvc remote modify origin --local password {alnum:24}",
    "!az storage blob upload --account-name x --account-key {base64:86}== -f a",
    "!gcloud auth login --cred-file=x; export GOOGLE_API_KEY=AIza{word:35}",
    "!databricks configure --token dapi{hex:32}",
    "!snowsql -a acct -u me -p '{alnum:14}'",
    '!psql "postgresql://ml:{alnum:16}@10.0.0.5/db" -c "select 1"',
    "!PGPASSWORD={alnum:16} psql -h db -U ml",
    '!mysql -h db -u ml --password={alnum:16} -e "show tables"',
    '!mongosh "mongodb+srv://ml:{alnum:16}@c0.ab12.mongodb.net/db"',
    "!redis-cli -h r -a {alnum:32} ping",
    "!docker login registry.acme.io -u ci -p {alnum:20}",
    "!echo {alnum:20} | docker login -u ci --password-stdin",
    '!sshpass -p"{alnum:12}" ssh u@h',
    "!curl -u admin:{alnum:14} http://grafana:3000/api",
    "!curl --user 'admin:{alnum:14}' http://grafana:3000/api",
    '!curl -H "X-Api-Key: {alnum:32}" https://api.acme.io',
    "!curl -H 'api-key: {hex:32}' https://contoso.openai.azure.com/openai/deployments",
    '!curl "https://api.acme.io/v1?access_token={alnum:40}"',
    '!http POST api.acme.io Authorization:"Token {hex:40}"',
    '!wget --header="Authorization: Bearer {word:60}" https://x.y/z',
    "!pip install git+https://{alnum:40}@github.com/acme/private.git",
    "!pip config set global.index-url https://__token__:{alnum:30}@pypi.acme.io/simple",
    (
        "!pip install -i https://aws:{word:200}@acme-123.d.codeartifact.us-east-1.amazonaws.co"
        "m/pypi/x/simple/ pkg"
    ),
    "!ngrok authtoken {alnum:49}",
    "!huggingface-cli login --token=hf_{letters:34}",
    '!export AZURE_CLIENT_SECRET="{alnum:3}8Q~{alnum:34}"',
    'spark.conf.set("fs.azure.account.key.ml.blob.core.windows.net", "{base64:86}==")',
    'spark.sparkContext._jsc.hadoopConfiguration().set("fs.s3a.secret.key", "{base64:40}")',
    'blob = BlobServiceClient(account_url=u, credential="{base64:86}==")',
    'search = SearchClient(endpoint, index, AzureKeyCredential("{alnum:52}"))',
    'cred = AzureKeyCredential("{hex:32}")',
    'conn = pyodbc.connect(f"DRIVER={{{{x}}}};SERVER=s;UID=sa;PWD={alnum:12}!9")',
    'conn = psycopg2.connect(host="db", user="ml", password="Winter{digits:4}!")',
    'conn = pymysql.connect("db", "ml", passwd="Sommer-{digits:4}")',
    'engine = create_engine(URL.create("postgresql", username="ml", password="{alnum:16}", host="db"))',
    "engine = create_engine('oracle+cx_oracle://scott:{alnum:12}@orahost:1521/?service_name=x')",
    'es = Elasticsearch("https://es:9200", basic_auth=("elastic", "{alnum:20}"))',
    'es = Elasticsearch("https://es:9200", http_auth=("elastic", "{alnum:20}"))',
    'r = redis.Redis(host="r", port=6379, password="{alnum:24}")',
    'm = MongoClient("mongodb://root:{alnum:16}@mongo:27017/")',
    'driver = GraphDatabase.driver("neo4j+s://x.databases.neo4j.io", auth=("neo4j", "{word:43}"))',
    "ch = clickhouse_connect.get_client(host='h', username='default', password='{alnum:12}.')",
    'sf = snowflake.connector.connect(user="U", password="Snow{digits:4}flake!", account="a")',
    'td = teradatasql.connect(host="h", user="u", password="{alnum:12}")',
    'ftp.login("user", "{alnum:12}!")',
    'smtp.login("me@acme.io", "{lower:4} {lower:4} {lower:4} {lower:4}")',
    'yag = yagmail.SMTP("me@acme.io", "{alnum:16}")',
    'ssh.connect(hostname="h", username="u", password="Tiger{digits:3}!x")',
    'jira = JIRA(server=s, basic_auth=("me@acme.io", "{alnum:24}"))',
    'requests.get(u, auth=("bob", "S3cure!{digits:4}"))',
    'requests.get(u, headers={"Authorization": "token ghp_{alnum:36}"})',
    'requests.get(u, headers={"Authorization": "Token {hex:40}"})',
    'requests.get(u, headers={"Ocp-Apim-Subscription-Key": "{hex:32}"})',
    'requests.get(u, headers={"x-rapidapi-key": "{hex:10}msh{hex:15}p1{hex:6}jsn{hex:12}"})',
    'requests.get(u, params={"api_key": "{hex:32}", "q": "x"})',
    'requests.get(f"https://api.themoviedb.org/3/movie/550?api_key={hex:32}")',
    'requests.get("https://api.nasa.gov/planetary/apod?api_key={alnum:40}")',
    (
        'requests.post(u, data={"client_id": "x", "client_secret": "{alnum:32}", "grant_type":'
        ' "client_credentials"})'
    ),
    'requests.post(u, json={"username": "bob", "password": "Ch3val_{digits:4}"})',
    'session.cookies.set("sessionid", "{lowdig:32}")',
    "cookies = {'JSESSIONID': '{upper:32}'}",
    "headers = {'Cookie': 'session={word:43}; lang=en'}",
    (
        'api = tweepy.API(tweepy.OAuth1UserHandler("{alnum:25}", "{alnum:50}", "{digits:19}-{a'
        'lnum:30}", "{alnum:45}"))'
    ),
    'reddit = praw.Reddit(client_id="{alnum:14}", client_secret="{word:27}", user_agent="x")',
    'sp = spotipy.Spotify(auth="BQ{word:150}")',
    'bot = telebot.TeleBot("{digits:10}:AA{word:33}")',
    "client.run('MT{alnum:22}.G{alnum:5}.{word:38}')",
    'slack = WebClient("xoxb-{digits:12}-{digits:13}-{alnum:24}")',
    'twilio = Client("AC{hex:32}", "{hex:32}")',
    "stripe.api_key = 'rk_live_{alnum:24}'",
    "plaid_secret = '{hex:30}'",
    'app.config["JWT_SECRET_KEY"] = "{alnum:32}"',
    "SECRET_KEY = 'django-insecure-{lowdig:50}'",
    'jwt.encode({"a": 1}, "{alnum:32}", algorithm="HS256")',
    'f = Fernet(b"{word:43}=")',
    'f = Fernet("{word:43}=")',
    "key = Fernet(b'{word:43}=')",
    'w3.eth.account.from_key("{hex:64}")',
    "PRIVATE_KEY = '{hex:64}'",
    'mnemonic_password = "Tr0ub4dor&{digits:2}"',
    'neptune.init_run(project="a/b", api_token="eyJhcGlfYWRkcmVzcyI6{alnum:120}==")',
    (
        'task.connect_configuration({"api": {"credentials": {"access_key": "{upper:20}", "secr'
        'et_key": "{alnum:50}"}}}}}})'
    ),
    "Task.set_credentials(api_host=h, key='{upper:20}', secret='{alnum:50}')",
    'run = wandb.init(settings=wandb.Settings(api_key="{hex:40}"))',
    "ls = label_studio_sdk.Client(url=u, api_key='{hex:40}')",
    'dagshub.auth.add_app_token("{hex:40}")',
    'langfuse = Langfuse(public_key="pk-lf-{uuid}", secret_key="sk-lf-{uuid}")',
    'os.environ["LANGCHAIN_API_KEY"]="ls__{hex:32}"',
    'tavily = TavilySearchResults(api_wrapper=TavilySearchAPIWrapper(tavily_api_key="tvly-{alnum:32}"))',
    'serp = SerpAPIWrapper(serpapi_api_key="{hex:64}")',
    'deepl.Translator("{uuid}:fx")',
    'translator = deepl.Translator(auth_key="{uuid}")',
    'api = HfApi(endpoint=e, token="hf_{letters:34}")',
    'modal.config.token_secret = "as-{alnum:22}"',
    'replicate = Client(api_token="r8_{alnum:37}")',
    (
        'ec2 = boto3.client("ec2", aws_access_key_id="ASIA{upper:16}", aws_secret_access_key="'
        '{base64:40}", aws_session_token="IQoJb3JpZ2luX2Vj{base64:300}==")'
    ),
    'config = Config(secret="{alnum:40}", timeout=3)',
    'config = {"auth": {"token": "{alnum:36}"}}}}',
    'config = {"prod": {"db": {"pwd": "Zx9{alnum:8}"}}}}}}',
    "db_pass = 'c0mpl3x{digits:4}'",
    'credentials = ("svc", "Pa{alnum:8}!7")',
    'ADMIN_PASSWORD = "correcthorse{digits:3}battery"',
    'passphrase = "purple-{digits:3}-monkey-dish"',
    'self._api_token = "{alnum:40}"',
    "self.password = 'Qw{digits:5}er!'",
    'cls.SECRET = "{alnum:40}"',
    'def connect(user="ml", pw="Ab{digits:4}cd!"): ...',
    'lambda token="{alnum:40}": token',
    '@app.route("/x", token="{alnum:40}")\ndef f(): pass',
    'with Session(api_key="{alnum:40}") as s: pass',
    'assert token == "{alnum:40}"',
    'if os.getenv("TOKEN", "{alnum:40}"): pass',
    'parser.add_argument("--hf_token", type=str, default="hf_{letters:34}")',
    'API_KEYS = ["{alnum:32}", "{alnum:32}"]',
    'keys = {"openai": "sk-{alnum:48}", "cohere": "{alnum:40}"}',
    'api_key = """{alnum:40}"""',
    'api_key = ("{alnum:20}"\n  "{alnum:20}")',
    'api_key = "{alnum:20}" \n  "{alnum:20}"',
    'a = "{alnum:20}"; b = "{alnum:20}"; api_key = a + b',
    'api_key = "".join(["{alnum:10}", "{alnum:10}", "{alnum:12}"])',
    'api_key = "%s-%s" % ("{alnum:16}", "{alnum:16}")',
    "api_key = f\"{'{alnum:16}'}{alnum:16}\"",
    'api_key = "{alnum:40}"[::-1]',
    'api_key = base64.b64decode(b"c2stcHJvai1hYmNkMTIzNGVmZ2g1Njc4aWprbDkwMTJtbm9w").decode()',
]

CALLS = [
    'conn = MySQLdb.connect("db", "app", "{alnum:16}", "d")',
    'conn = pymysql.connect("db", "app", "Kiwi{digits:4}!")',
    'client = Minio("play.acme.io", "ml", "{alnum:40}")',
    'client = SearchClient.create("{upper:10}", "{hex:32}")',
    'dg = Deepgram("{hex:40}")',
    'owm = OWM("{hex:32}")',
    'session = pdpyras.APISession("{alnum:8}-{alnum:11}")',
    'authenticator = IAMAuthenticator("{word:44}")',
    'keyring.set_password("acme", "me", "Cobalt{digits:4}%")',
    'ftp.login("ml", "maple Harbor {digits:2} kite")',
    'b2_api.authorize_account("production", key_id, "K005{alnum:27}")',
    'sig = hmac.new(b"{alnum:40}", body, hashlib.sha256).hexdigest()',
    'speech_config = speechsdk.SpeechConfig(subscription="{hex:32}", region="westeurope")',
    'ts = TimeSeries(key="{upper:16}", output_format="pandas")',
    'driver.find_element(By.ID, "password").send_keys("meadow{digits:5}")',
    'password_box.send_keys("meadow{digits:5}")',
    'page.locator("#password").fill("meadow{digits:5}")',
    'page.fill("#password", "meadow{digits:5}")',
    'ClientSecretCredential(tenant, client, "{alnum:40}")',
]
"""Functions whose name says which of their arguments are credentials."""

COMMANDS = [
    '!echo "pg.acme.io:5432:dwh:etl:falcon-{digits:2}-timber" > ~/.pgpass',
    "%%writefile ~/.pgpass\n*:*:*:etl:falcon-{digits:2}-timber",
    '!curl -b "session={hex:32}" https://app.acme.io/export',
    "!sonar-scanner -Dsonar.login=sqp_{hex:40}",
    "!modal token set --token-id ak-{alnum:22} --token-secret as-{alnum:22}",
    "!lep login -c ws:{alnum:32}",
    "%%writefile ~/.my.cnf\n[client]\nuser=ml\npassword=Kiwi{digits:4}!dune",
    "%%writefile ~/.pypirc\n[pypi]\nusername = ml\npassword = Kiwi{digits:4}!dune",
    "%%writefile ~/.npmrc\n//npm.acme.io/:_authToken={alnum:36}",
    '%%writefile ~/.docker/config.json\n{{"auths": {{"r.acme.io": {{"auth": "{basic}"}}}}}}',
    "%%writefile rclone.conf\n[s3]\naccess_key_id = x\nsecret_access_key = {base64:40}",
    "%%writefile kubeconfig\nusers:\n- user:\n    token: {alnum:40}",
]

NAMED = [
    '@click.option("--elastic-api-key", default="{alnum:40}", show_default=False)',
    'parser.add_argument("--token", type=str, default="{alnum:40}")',
    'def main(neo4j_password: str = typer.Option("{alnum:40}", envvar="X")): ...',
    'class S(BaseSettings):\n    api_key: str = Field(default="{alnum:40}")',
    '@dataclass\nclass S:\n    api_key: str = field(default="{alnum:40}")',
    'key = os.environ.get("WEAVIATE_API_KEY", default="{alnum:40}")',
    'key = st.text_input("API key", "{alnum:40}", type="password")',
    'key = st.text_input("API key", value="{alnum:40}")',
    "password = 'maple Harbor {digits:2} kite'",
    "password = 'say \"Otter\"{digits:2}'",
    "%%writefile .env\nPASSWORD=it's{digits:1}Pebble!run",
]
"""Values named by an option, a parameter or a prompt, and passwords with spaces and quotes."""

OUTPUTS = [
    "OPENAI_API_KEY: sk-proj-{word:60}",
    "Your API key is {alnum:40}",
    "Using token: {alnum:36}",
    "Generated password: Xk{alnum:10}!",
    "New API key created: {alnum:40}",
    "Password for user 'ml': H{alnum:9}!",
    '  "accessToken": "{alnum:64}",',
    "'secret': '{alnum:40}', 'region': 'eu'",
    "{'token': '{alnum:40}', 'expires': 3600}",
    "Config(host='db', password='{alnum:14}', port=5432)",
    "Settings(api_key=SecretStr('{alnum:40}'), debug=True)",
    "Namespace(epochs=3, api_key='{alnum:40}', lr=0.1)",
    "Namespace(epochs=3, token={alnum:40}, lr=0.1)",
    "> GET /v1 HTTP/1.1\n> Authorization: Bearer {word:43}",
    'DEBUG:urllib3:https://api.acme.io:443 "GET /v1/x?api_key={hex:32} HTTP/1.1" 200',
    'INFO:httpx:HTTP Request: GET https://api.acme.io/v1/models?key=AIza{word:35} "HTTP/1.1 200 OK"',
    (
        "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.ac"
        "me.io/v1?token={alnum:40}"
    ),
    "OperationalError: could not connect: postgresql://ml:{alnum:16}@db:5432/x",
    "[Profile]\napi_token = {alnum:40}",
    "aws_secret_access_key = {base64:40}",
    "SecretAccessKey: {base64:40}",
    '"SecretAccessKey": "{base64:40}",',
    "export DB_PASSWORD='Go{alnum:8}!2'",
    "DB_PASSWORD=Go{alnum:8}!2",
    "TOKEN={alnum:40}",
    "machine github.com\n login bob\n password {alnum:40}",
    "jdbc:postgresql://db:5432/x?user=ml&password={alnum:14}",
    "Server=tcp:x.database.windows.net;User ID=sa;Password=Ab{alnum:8}!;Encrypt=true",
    "    http://hub:8888/user/x/lab?token={hex:48}",
    "        http://127.0.0.1:8888/?token={hex:48}",
    (
        "kubectl: token:      eyJhbGciOiJSUzI1NiIsImtpZCI6IiJ9.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZ"
        "pY2VhY2NvdW50In0.{word:340}"
    ),
    "Set-Cookie: sessionid={lowdig:32}; HttpOnly",
    "Enter your OpenAI key: sk-{alnum:48}",
    "Enter password: gr33n{digits:4}!",
]

TABLES = [
    "+------+-------+\n| SECRET_KEY | {alnum:32} |\n+------+-------+",
    "| id | api_key | note |\n|---|---|---|\n| 1 | {alnum:32} | old |",
    " user | password\n------+---------\n bob  | Kiwi{digits:4}!dune",
    "┃ name ┃ token ┃\n┡━━━━━━╇━━━━━━━┩\n│ ci   │ {alnum:40} │",
    "│ AWS_SECRET_ACCESS_KEY │ {base64:40} │",
    "   id  milvus_password\n0   1  {lowdig:13}7",
    "                password\n0   Kiwi{digits:4}!dune1",
]

HTML = [
    "<td>password</td><td>maple Harbor {digits:2} kite</td>",
    "<table><thead><tr><th></th><th>id</th><th>vercel_token</th></tr></thead>\n<tbody><tr>\n<th>0</th>"
    "\n<td>1</td>\n<td>{alnum:24}</td></tr></tbody></table>",
]

LISTS = [
    'df = pd.DataFrame({{"name": ["COMET_ML_KEY"], "value": ["{alnum:25}"]}})',
    'd = dict(zip(["host", "db_password"], ["h", "Kestrel!{digits:4}dune"]))',
    'df = pd.DataFrame([["COMET_ML_KEY", "{alnum:25}"]], columns=["a", "b"])',
    "con.sql(\"CREATE SECRET (TYPE S3, KEY_ID 'x', SECRET '{base64:40}')\")",
]


@pytest.mark.parametrize("template", [*SOURCES, *CALLS, *COMMANDS, *NAMED, *LISTS])
def test_secrets_in_sources_are_found(template: str) -> None:
    assert [d for d in detections(fill(template)) if d.finding.severity >= Severity.LOW]


@pytest.mark.parametrize("template", [*OUTPUTS, *TABLES])
def test_secrets_in_outputs_are_found(template: str) -> None:
    found = detections(code("show()", stream(fill(template) + "\n")))
    assert [d for d in found if d.finding.severity >= Severity.LOW]


@pytest.mark.parametrize("template", HTML)
def test_secrets_in_html_tables_are_found(template: str) -> None:
    found = detections(code("show()", display(**{"text/html": fill(template)})))
    assert [d for d in found if d.finding.severity >= Severity.MEDIUM]


def test_pieces_of_a_secret_are_reported_where_they_are_written_too() -> None:
    token = fill("glpat-{alnum:20}")
    source = f'a = "{token[:13]}"\nb = "{token[13:]}"\ngitlab_token = a + b'
    found = [d.finding for d in detections(source)]
    assert [f.location.line for f in found] == [1, 2, 3]
    assert len({f.fingerprint for f in found}) == 1
    assert not any(token[:13] in f.evidence or token[13:] in f.evidence for f in found)


def test_the_name_of_a_piece_is_no_piece() -> None:
    """The line of the first piece once lost its variable, because the sum in the last line names it."""
    token = fill("glpat-{alnum:20}")
    source = f'first_half = "{token[:13]}"\ngitlab_token = first_half + "{token[13:]}"'
    first, last = (d.finding.evidence for d in detections(source))
    assert first.startswith('first_half = "[')
    assert last.startswith("gitlab_token = [")
