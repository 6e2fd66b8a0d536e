/** Addresses as people copy them become origins: the path goes, `https` is added. */
export function originsFrom(lines: string): string[] {
  const written = lines.split(/\s+/).filter((line) => line !== '')
  return [...new Set(written.map((line) => URL.parse(/^https?:\/\//i.test(line) ? line : `https://${line}`)?.origin ?? line))]
}

/** What is pasted into a website: the frame, and the script that makes it as high as the page in it. */
export function snippetOf(url: string, title: string): string {
  return `<iframe data-gap5 src="${escaped(url)}" title="${escaped(title)}" style="width:100%;height:640px;border:0" loading="lazy"></iframe>
<script src="${new URL(url).origin}/s/-/embed.js" async></script>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
