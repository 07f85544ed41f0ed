package io.callwatch.destination;

import java.util.List;

/** Names, numbers and links as strangers may choose them, each with a mark by which it is found again. */
final class HostileData {
    private static final String BIDI = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061C";

    private HostileData() {
    }

    static List<String> values() {
        return List.of(
                "a\rBcc: x@evil.example", "a\nBcc: x@evil.example", "a\r\nBcc: x@evil.example\r\n\r\nbody", "a\u0000b", "\u0000", "a\u001b[31mred",
                "a\u0085b", "a\u2028b\u2029c", "a\u000bb\fc", "\t=1+1", "=?utf-8?q?=E2=80=AEgnp=0D=0ABcc:_x?=", "=\u200B?utf-8?q?=0D=0ABcc:_x?=",
                "a" + BIDI + "b", "gnp.\u202Eexe", "a\u200Bb\uFEFFc\u00ADd",
                "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)",
                "</title></style><b>x", "<!--", "]]>", "&lt;b&gt;&amp;", "<a href=\"https://evil.example\">x</a>",
                "${7*7}", "#{7*7}", "<#assign x=1>${x}", "<@look.page/>", "[=7*7]", "{{7*7}}", "{{DATE(2017-02-14T06:08:39Z)}}", "{{{{x}}}}",
                "${header.subject}", "$simple{sys.user.home}", "{{callwatch.graph.client-secret}}", "${'x'?eval}", "@{body('secret')}", "%{x}", "<%= 7*7 %>",
                "=cmd()|' /C calc'!A0", "+1+cmd()", "-2+3+cmd()", "@SUM(A1:A9)", "=HYPERLINK(\"https://evil.example\",\"x\")", "\uFF1Dcmd()",
                "x;=cmd()", "|cmd", "%0A=1", " =1", "a,b", "a\"b", "\"", "'", ",", "a;b;c", "\\", "\\\"", "\\u0000", "\\n",
                "../../etc/passwd", "..\\..\\windows", "/dev/null", "C:\\x", "file:///etc/passwd", "CON",
                "[x](https://evil.example)", "![x](https://evil.example/x.png)", "**b** _i_ ~s~ `c`", "# head", "- list", "1. list", "> quote", "~~~",
                "<https://evil.example|safe>", "<!channel>", "<!here> <@U123>", "*b*", ":bomb:", "@everyone",
                "\uD800", "\uDC00", "a\uD83Db", "\uDE00\uD83D", "\uD83D\uDE00".repeat(400), "x".repeat(10_000), "\u4E2D".repeat(10_000),
                "\uD83D\uDE00".repeat(5_000), "a\u0301".repeat(3_000), "\"".repeat(10_000), "<".repeat(10_000), "\n".repeat(10_000), "{".repeat(10_000),
                "", " ", "null", "NaN", "true", "0", "-1", "'; DROP TABLE alerts; --", "Robert\\'); --",
                "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://evil.example@teams.microsoft.com/",
                "https://user:pw@evil.example/", "http://teams.microsoft.com/x", "https://x/\"onclick=alert(1)", "https://teams.microsoft.com/\r\nx: y",
                "https://teams.microsoft.com/\u202Ex", "https:///x", "https://teams.microsoft.com/" + "a".repeat(10_000), "HTTPS://TEAMS.MICROSOFT.COM/l?a=<b>&c='d'|e");
    }
}
