import assert from 'node:assert/strict'
import { test } from 'node:test'
import { originsFrom, snippetOf } from './embedding.ts'

test('websites are taken as people copy them', () => {
  assert.deepEqual(originsFrom('www.example.com\n https://shop.example.com/cart?x=1 \nHTTPS://www.example.com'), ['https://www.example.com', 'https://shop.example.com'])
  assert.deepEqual(originsFrom(''), [])
})

test('the snippet holds the address and a title that cannot break out of it', () => {
  const snippet = snippetOf('https://gap5.example/s/abc?branch=a&x="1"', 'Tom & "Ann" <b>')
  assert.match(snippet, /<iframe data-gap5 src="https:\/\/gap5\.example\/s\/abc\?branch=a&amp;x=&quot;1&quot;" title="Tom &amp; &quot;Ann&quot; &lt;b&gt;"/)
  assert.match(snippet, /<script src="https:\/\/gap5\.example\/s\/-\/embed\.js" async><\/script>/)
})
