"""What is sent: requests of all kinds at one address, sensible and not, by a seed.

1. Half of them are forms of our own pages with values that are there: what is refused at the door
   reaches nothing.
2. MARK stands in much of what is sent, so that it is seen wherever it comes out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote_from_bytes, urlencode

import pages

MARK = "zq7"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW")
SAME = (b"sec-fetch-site", b"same-origin")
FORM = (b"content-type", b"application/x-www-form-urlencoded")
Header = tuple[bytes, bytes]

# As bytes: what a request line and a form can carry once it is percent-encoded.
JUNK: Sequence[bytes] = (
    b"", b" ", b"0", b"-1", b"1e9", b"9" * 400, b"NaN", b"true", b"null", b"\x00", b"a\x00b",
    b"\xff\xfe", b"\xed\xa0\x80", b"\xed\xb0\x80\xed\xa0\x80", b"\xf0\x9f\x99\x82" * 30,
    "٣".encode(), "\u202e\u2066א".encode(), "é".encode("latin-1"), b"../../etc/passwd",
    b"..\\..\\x", b"%2e%2e%2f", b"%", b"%00", b"%zz", b"'", b"' OR 1=1 --", b'";--', b"{org}",
    b"{{7*7777}}", b"{0.__class__}", b"$(id)", b"`id`", b"zq7" * 700, b"a" * 9000,
    b"zq7\r\nX-Zq7: yes\r\n\r\n<zq7>", b"\nSet-Cookie: zq7=1", b"<zq7 onload=1>", b'"><zq7>',
    b"javascript:zq7", b"//zq7.example", b"https://zq7.example/", b"=zq7()", b"\t\x0b\x0c\x85",
)  # fmt: skip
HEADERS: Mapping[bytes, Sequence[bytes]] = {
    b"range": (b"bytes=0-", b"bytes=-1", b"bytes=9-1", b"bytes=0-0,2-3," * 300, b"zq7", b"\xff"),
    b"if-range": (b"zq7", b'"zq7"'),
    b"if-none-match": (b"*", b'"zq7"', b"W/zq7", b"\xff" * 99),
    b"if-match": (b"*", b"zq7"),
    b"if-modified-since": (b"zq7", b"Thu, 99 Foo 9999 99:99:99 GMT", b"0"),
    b"if-unmodified-since": (b"zq7", b"Thu, 01 Jan 1970 00:00:00 GMT"),
    b"accept": (b"*/*;q=zq7", b"application/json", b"", b"image/" + b"x" * 5000),
    b"accept-language": (
        b"ar",
        b"zq7",
        b"en;q=" + b"9" * 500,
        b"\xff\xfe",
        b"*," * 4000,
        b"fi-zq7",
    ),
    b"accept-encoding": (b"gzip, br, zq7", b"identity;q=0"),
    b"accept-charset": (b"zq7",),
    b"content-encoding": (b"gzip", b"zq7"),
    b"content-length": (b"0", b"-1", b"99999999999", b"zq7"),
    b"transfer-encoding": (b"chunked", b"zq7"),
    b"expect": (b"100-continue", b"zq7"),
    b"upgrade": (b"h2c", b"websocket"),
    b"host": (b"zq7.example", b"", b"zq7:99999", b"[::1", b"\xff", b"a" * 3000),
    b"origin": (b"null", b"https://zq7.example", b"http://test", b"://", b"\xff"),
    b"referer": (b"zq7", b"https://zq7.example/"),
    b"sec-fetch-site": (b"same-origin", b"cross-site", b"none", b"zq7", b""),
    b"forwarded": (b"for=zq7;host=zq7", b"for=127.0.0.1"),
    b"x-forwarded-for": (b"127.0.0.1", b"zq7"),
    b"x-forwarded-host": (b"zq7.example",),
    b"x-forwarded-proto": (b"https", b"zq7"),
    b"x-http-method-override": (b"DELETE", b"zq7"),
    b"x-original-url": (b"/desk", b"/zq7"),
    b"authorization": (b"Basic zq7", b"Bearer " + b"z" * 3000),
    b"user-agent": (b"", b"zq7\x01", b"\xff" * 50),
}
COOKIES: Sequence[bytes] = (
    b"", b";", b"=;=", b"zq7", b"language=zq7", b"language=../..", b"language=\xff", b"language=",
    b"__Host-staff=", b"__Host-staff=zq7", b"__Host-staff=\xff\xfe", b"__Host-staff=" + b"z" * 5000,
    b'__Host-staff="\\"zq7', b"__Host-talk=zq7", b"__Host-talk=\x00", b"__Host-talk=" + b"2" * 5000,
    b"__Host-talk=a; __Host-talk=b; language=fi; language=ar", b"a=1; " * 900, b"__Host-talk={}[]",
)  # fmt: skip
KINDS: Sequence[bytes] = (
    b"application/json", b"multipart/form-data", b"multipart/form-data; boundary=zq7",
    b"text/plain; charset=zq7", b"application/x-www-form-urlencoded; charset=utf-16", b"zq7", b"",
)  # fmt: skip
MULTIPART = (
    b'--zq7\r\nContent-Disposition: form-data; name="place"; filename="../zq7"\r\n'
    b"Content-Type: zq7\r\n\r\n\x00\xff\r\n--zq7--\r\n"
)


@dataclass(frozen=True)
class Shot:
    """One request. path and query: as they stand in the request line, percent-encoded."""

    method: str
    path: bytes
    query: bytes = b""
    headers: Sequence[Header] = ()
    body: bytes = b""

    def __str__(self) -> str:
        """Enough to send it again."""
        line = f"{self.method} {self.path[:300]!r} ?{self.query[:300]!r}"
        return f"{line} {[each[:80] for pair in self.headers for each in pair]} {self.body[:300]!r}"


def fields_of_pages() -> Sequence[str]:
    """The name of every field in our templates: a new field is sent by itself."""
    folder = Path(pages.__file__).parent / "templates"
    found = {
        name.replace("{{ tag }}", "en")
        for path in folder.rglob("*.html")
        for name in re.findall(r'name="([^"]+)"', path.read_text(encoding="utf-8"))
    }
    return sorted(found - {"viewport", "color-scheme"})


@dataclass
class Armoury:
    """Makes shots. known: values that are there, by the name of a field or part of an address."""

    random: Random
    known: dict[str, list[str]] = field(default_factory=dict)
    fields: Sequence[str] = field(default_factory=fields_of_pages)

    def learn(self, name: str, value: str) -> None:
        """Keep a value that a page showed; the newest are the likeliest to be there still."""
        held = self.known.setdefault(name, [])
        if value not in held:
            held.append(value)
            del held[:-20]

    def shot(self, path: str, methods: Sequence[str], *, sensible: bool) -> Shot:
        """One request at this address; a sensible one is what our own page would send."""
        draw = self.random
        method = draw.choice(methods if sensible or draw.random() < 0.5 else METHODS)
        headers = [SAME, FORM] if sensible or draw.random() < 0.5 else []
        body = b""
        if method not in {"GET", "HEAD"}:
            body = self._form() if sensible or draw.random() < 0.3 else self._body(headers)
        if not sensible:
            self._disturb(headers)
        where = self._path(path, sensible=sensible)
        query = b"" if sensible and draw.random() < 0.5 else self._query()
        return Shot(method, where, query, tuple(headers), body)

    def _value(self, name: str, likely: float) -> bytes:
        held = self.known.get(name)
        if held and self.random.random() < likely:
            return self.random.choice(held[-5:]).encode()
        return self.random.choice(JUNK)

    def _path(self, path: str, *, sensible: bool) -> bytes:
        draw = self.random
        filled = b""
        for piece in re.split(r"(\{[a-z]+(?::path)?\})", path):
            name = piece.strip("{}").partition(":")[0]
            value = self._value(name, 0.95 if sensible else 0.3) if piece[:1] == "{" else None
            filled += piece.encode() if value is None else quote_from_bytes(value, safe="").encode()
        if sensible or draw.random() < 0.6:
            return filled or b"/"
        added = (
            b"/", b"//", b"/..", b"/.", b";zq7", b"%00", b"%2f..%2f", b"%ff", b"%ed%a0%80",
            b"%0d%0aX-Zq7:1",
            b".pdf", b"/" + b"a" * 9000, b"/%2e%2e" * 50, b"%", b"%u0041",
        )  # fmt: skip
        return (b"/" if draw.random() < 0.1 else b"") + filled + draw.choice(added)

    def _query(self) -> bytes:
        draw = self.random
        if draw.random() < 0.1:
            return draw.choice(
                (b"&" * 999, b"=", b"%", b"lang", b"a[b][c]=1", b"lang=%ff", b"z" * 60_000)
            )
        names = ("lang", "release", "done", "skip", "in", "zq7", *self.fields)
        some = [draw.choice(names) for _ in range(draw.randint(1, 3))]
        return urlencode([(name, self._value(name, 0.5)) for name in some]).encode()

    def _form(self) -> bytes:
        """Every field of our pages or a few, with values that are there; some of them twice."""
        draw = self.random
        names = draw.sample(self.fields, draw.randint(0, 6)) if draw.random() < 0.3 else self.fields
        # Each of these says what a whole form means: at most one of them at a time.
        told = [name for name in names if name not in {"code", "press", "text", "begin"}]
        some = draw.choice(({"press", "chosen"}, {"text"}, {"code"}, {"begin"}, set()))
        wanted = [*told, *sorted(some & set(self.fields))]
        pairs = [(name, self._value(name, 0.9)) for name in wanted]
        return urlencode(
            [*pairs, *draw.sample(pairs, min(len(pairs), draw.randint(0, 2)))]
        ).encode()

    def _body(self, headers: list[Header]) -> bytes:
        draw = self.random
        kind = draw.randrange(8)
        if kind == 0:
            return draw.randbytes(draw.choice((1, 100, 70_000)))
        if kind == 1:
            return b"text=" + b"a" * draw.choice((4001, 70_000, 600_000))
        if kind == 2:
            return b"&".join([b"place=fi"] * draw.choice((2, 501, 5000)))
        if kind == 3:
            return urlencode([(f"{name}[{MARK}][]", MARK) for name in self.fields]).encode()
        if kind == 4:
            headers.append((b"content-type", draw.choice(KINDS)))
            return draw.choice((MULTIPART, b"[" * 30_000, b"{}", b'{"a": [{"zq7": null}]}'))
        if kind == 5:
            return draw.choice((b"%", b"=%ff%fe&=", b"\x00", b"&=&=", b"a=1;b=2", b"\xff=\xff"))
        return urlencode([(name, draw.choice(JUNK)) for name in self.fields]).encode()

    def _disturb(self, headers: list[Header]) -> None:
        draw = self.random
        names = draw.sample(sorted(HEADERS), draw.randint(0, 4))
        headers += [(name, draw.choice(HEADERS[name])) for name in names]
        if draw.random() < 0.4:
            headers.append((b"cookie", draw.choice(COOKIES)))
        if draw.random() < 0.2:
            headers.append((b"x-" + MARK.encode(), draw.choice(JUNK).replace(b"\n", b"")[:200]))
