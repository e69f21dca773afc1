import fc from "fast-check";
import { html, lines, svg, trusted } from "../../../../src/report/html/markup.js";

describe("a template", () => {
  test("escapes texts, in elements and in attributes", () => {
    expect(html`<b title="${`"'<>&`}">${"<i>"}</b>`.text).toBe('<b title="&quot;&#39;&lt;&gt;&amp;">&lt;i&gt;</b>');
  });

  test("takes markup of other templates as it is, joins lists, and leaves out what is undefined", () => {
    expect(
      html`<ul>
        ${[1, 2].map((n) => html`<li>${n}</li>`)}${undefined}
      </ul>`.text.replace(/\s/g, ""),
    ).toBe("<ul><li>1</li><li>2</li></ul>");
  });

  test("makes characters visible that steer what stands around them", () => {
    expect(html`${"\u202Eabc\u001B"}`.text).toBe("\uFFFDabc\u241B");
  });

  test("lets no text through that could be taken for markup", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(html`${text}`.text).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });

  test("of SVG does the same, its numbers to the thousandth of a pixel", () => {
    expect(svg`<text x="${1 / 3}" y="${2}">${"<"}${[svg`<tspan dx="${-0.00001}"/>`]}</text>`.text).toBe(
      '<text x="0.333" y="2">&lt;<tspan dx="0"/></text>',
    );
  });

  test("keeps the line breaks of a text of several lines, and escapes each line", () => {
    expect(lines("a <b\r\n  c\nd").text).toBe("a &lt;b\n  c\nd");
  });

  test("passes what is trusted", () => {
    expect(html`${trusted("<hr>")}`.text).toBe("<hr>");
  });
});
