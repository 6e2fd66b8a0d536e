import { queryOptions } from '@tanstack/react-query'
import type { SignUpRule } from '@gap5/contract/access/accounts.ts'
import { api } from '../api.ts'
import type { Words } from '../kit/language.tsx'

/** Whether anybody may make an account here. */
export const signUpRuleQuery = queryOptions({
  queryKey: ['sign-up'],
  queryFn: ({ signal }) => api.get<SignUpRule>('/api/sign-up', { signal }),
  staleTime: 60_000,
  throwOnError: false,
})

export const byInvitation: Words = {
  en: 'Accounts are made by invitation here: ask an owner or manager of your organisation for a link, or whoever runs this server.',
  zh: '本系统仅凭邀请创建账户：请向您所在组织的所有者或管理者索取邀请链接，或联系服务器管理员。',
}
