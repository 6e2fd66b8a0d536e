import type { Context } from 'hono'
import { networkOf } from '../http/rate-limit.ts'
import type { Limit } from './attempts.ts'

/** Against one account: narrow from one network, wider from everywhere, so that strangers cannot lock its owner out at once. */
export function signInLimits(c: Context, email: string): Limit[] {
  const network = networkOf(c.get('clientAddress'))
  return [
    { what: 'sign-in of an account from a network', subject: `${email} ${network}`, most: 8, minutes: 10 },
    { what: 'sign-in of an account', subject: email, most: 60, minutes: 60 },
    { what: 'sign-in from a network', subject: network, most: 100, minutes: 10 },
  ]
}

export function signUpLimits(c: Context): Limit[] {
  return [{ what: 'sign-up from a network', subject: networkOf(c.get('clientAddress')), most: 20, minutes: 60 }]
}

/** Enough for a group of companies on its first day. */
export function organisationLimits(userId: string): Limit[] {
  return [{ what: 'organisations of an account', subject: userId, most: 20, minutes: 60 }]
}

/** For links whose secret cannot be guessed: it only keeps machines from trying. */
export function linkLimits(c: Context): Limit[] {
  return [{ what: 'links from a network', subject: networkOf(c.get('clientAddress')), most: 60, minutes: 10 }]
}

export function passwordLimits(userId: string): Limit[] {
  return [{ what: 'password change of an account', subject: userId, most: 8, minutes: 10 }]
}
