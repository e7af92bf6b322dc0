/** With what a new installation begins, as its operator tells it. */
export interface Founding {
  /** What stands above all schools; null where it stands already. */
  readonly institution: {
    readonly name: string;
    /** Of the IANA's time zone database: `Europe/Vienna`. */
    readonly timeZone: string;
    /** BCP 47: `de-AT`. */
    readonly locale: string;
  } | null;
  /** Who gives all other roles. */
  readonly administrator: {
    readonly name: string;
    readonly sortName: string;
    readonly email: string;
    readonly password: string;
  };
}

/** Whom of an installation's administrators its operator gives another password. */
export interface Recovery {
  readonly email: string;
  readonly password: string;
}
