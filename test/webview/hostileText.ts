/** Everything that has ever broken a viewer: markup, ends of scripts, and characters that hide or turn text round. */
export const hostileText = [
  '<script>window.preflensTest.violations.push("script ran")</script>',
  '</script><img src=x onerror="window.preflensTest.violations.push(1)"><svg/onload=alert(1)>',
  '<!-- --> <style>body{display:none}</style> {{constructor.constructor("x")()}} &lt;b&gt;',
  'user\u202Egnp.exe \u2066isolate\u2069 \u200Bzero\u200Dwidth\uFEFF \u00ADsoft \u0000null \u001B[31mred \uD800half',
  'tags \u{E0041}\u{E0042} no\u00A0break\ttab',
  '👩\u200D👩\u200D👧 ❤️ क\u200Dष می\u200Cخواهم',
].join('\n');
