// Texts that break careless code: quoting, encodings, direction, formulas, markup, numbers that are none. Our own list, after
// the kinds of the well-known one.
export const naughtyTexts: readonly string[] = [
  " ", "  two  spaces  ", "\t", "\n", "line\r\nbreak", "\u0000", "nul\u0000inside", "\u0007bell", "\u001b[31mred\u001b[0m", "\u007f",
  "undefined", "null", "NaN", "true", "[object Object]", "0", "-0", "1e309", "0x7f", "1/0", "١٢٣", "½", "00012", "1,000.00",
  "'", "''", "\"", "`", "\\", "\\\\", "\\u0041", "%s %d %n", "%00", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "$(id)", "`id`", "; ls -la",
  "' or '1'='1", "'; drop table users; --", "\" or \"\"=\"", "1; select pg_sleep(1)", "/* */", "\\'); delete from feed; --",
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>", "javascript:alert(1)", "&lt;b&gt;", "]]>", "<!--", "<?xml version=\"1.0\"?>",
  "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1",
  "Zażółć gęślą jaźń", "José Muñoz-Ávila", "O’Brien", "Nguyễn Thị Minh Khai", "Łukasz", "Þórdís", "İstanbul", "ſtraße", "Ǆ", "ﬃ", "한국어", "日本語", "田中さん", "العربية", "עברית", "ไทย", "हिन्दी",
  "e\u0301 and \u00e9", "A\u030a and \u00c5", "Z\u0351\u034a\u0312\u0308a\u0334l\u0337g\u0336o\u0335",
  "\u202eabc\u202c", "\u200b", "a\u200db", "\ufeffbom", "\u00a0", "\u2028", "\u2029", "\u061c", "\u2066iso\u2069",
  "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇺🇸", "😀".repeat(20), "\ud83d\ude00", "\uffff", "\ufffd", "𝕳𝖊𝖑𝖑𝖔", "𒐫",
  "__proto__", "constructor", "hasOwnProperty", "toString", "../../etc/passwd", "C:\\aux", "con", "file:///etc/passwd", "http://127.0.0.1/",
  "a@b", "\"quoted\"@example.org", "x".repeat(100), "\u0130\u0131\u212a", "Bcc: everybody@example.org", "name\r\nSubject: changed", "PK-0000-0000", "🌽 Wichita, KS", "﷽", "ÀÉÎÕÜ",
];
