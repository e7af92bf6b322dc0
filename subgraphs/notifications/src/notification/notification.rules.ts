/** Reading again changes nothing: the first time is what counts. */
export function decideRead(
  notification: { readonly readAt: Date | null },
  now: Date,
): { readAt: Date; isNew: boolean } {
  return notification.readAt ? { readAt: notification.readAt, isNew: false } : { readAt: now, isNew: true };
}
