/** Reports as mail servers write them. */
export type Reported = { to: string; address: string; action?: string; status?: string; said?: string; messageId?: string | null }

export function report({ to, address, action = 'failed', status = '5.1.1', said = `550 5.1.1 <${address}>: no such user here`, messageId = null }: Reported): string {
  return `Return-Path: <>
Received: from mx.example.net (mx.example.net [192.0.2.7])
\tby mail.example.org; Mon, 2 Mar 2026 08:00:05 +0000
Date: Mon, 2 Mar 2026 08:00:05 +0000
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4F2A.1709/mx.example.net"
Message-Id: <20260302080005.4F2A@mx.example.net>

This is a MIME-encapsulated message.

--4F2A.1709/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example.net. Your message could not be delivered.

--4F2A.1709/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon, 2 Mar 2026 08:00:01 +0000

Final-Recipient: rfc822; ${address}
Original-Recipient: rfc822;${address}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mailboxes.example.net
Diagnostic-Code: smtp; ${said}

--4F2A.1709/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

${messageId === null ? '' : `Message-ID: ${messageId}\n`}From: surveys@example.org
To: ${address}
Subject: How do we serve you?

--4F2A.1709/mx.example.net--
`
}
