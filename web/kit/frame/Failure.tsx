import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { ProblemError, sentenceOf } from '../../problem.ts'
import { paths } from '../../paths.ts'
import { addressed } from '../address.ts'
import { Button } from '../Button.tsx'
import { useLanguage } from '../language.tsx'
import { ButtonLink } from '../Link.tsx'
import { PageHeader } from '../PageHeader.tsx'

/** In place of a page that failed; drafts of its forms are kept (see `useDraft`). */
export function Failure({ error, reset }: ErrorComponentProps) {
  const { say } = useLanguage()
  const router = useRouter()
  const { reset: resetQueries } = useQueryErrorResetBoundary()
  const again = () => {
    resetQueries()
    reset()
    void router.invalidate()
  }
  const signedOut = error instanceof ProblemError && error.status === 401
  const isGone = error instanceof ProblemError && error.status === 404
  const id = error instanceof ProblemError && !isGone ? error.requestId : null
  return (
    <div className="mx-auto max-w-xl py-10">
      <PageHeader title={sentenceOf(error)} documentTitle={{ en: 'Not shown', zh: '无法显示' }} />
      {id && <p className="text-mute">{say({ en: `Number of this request: ${id}`, zh: `请求编号：${id}` })}</p>}
      <div className="mt-4 flex gap-2.5">
        {signedOut ? (
          <ButtonLink look="primary" to={addressed(paths.signIn(), { next: router.state.location.href })}>
            {say({ en: 'Sign in', zh: '登录' })}
          </ButtonLink>
        ) : (
          !isGone && (
            <Button look="primary" onClick={again}>
              {say({ en: 'Try again', zh: '重试' })}
            </Button>
          )
        )}
        <ButtonLink to={paths.home()}>{say({ en: 'To the start', zh: '回到首页' })}</ButtonLink>
      </div>
    </div>
  )
}

/** Where the frame itself could not be shown. */
export function LoneFailure(props: ErrorComponentProps) {
  return (
    <main className="px-4">
      <Failure {...props} />
    </main>
  )
}

/** An address outside of every organisation that leads nowhere. */
export function LoneNothingHere() {
  return (
    <main>
      <NothingHere />
    </main>
  )
}

/** An address that leads nowhere. */
export function NothingHere() {
  const { say } = useLanguage()
  return (
    <div className="mx-auto max-w-xl px-4 py-10">
      <PageHeader
        title={{ en: 'There is no page at this address', zh: '该地址没有页面' }}
        under={{
          en: 'The link may be mistyped, or what it led to was removed.',
          zh: '链接可能有误，或其内容已被移除。',
        }}
      />
      <ButtonLink to={paths.home()}>{say({ en: 'To the start', zh: '回到首页' })}</ButtonLink>
    </div>
  )
}
