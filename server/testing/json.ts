import assert from 'node:assert/strict'

/** The body of an answer that is expected to have this status. The caller says what shape it promises. */
export async function answered<Body>(answer: Response | Promise<Response>, status = 200): Promise<Body> {
  const received = await answer
  const text = await received.text()
  assert.equal(received.status, status, text)
  return JSON.parse(text) as Body
}
