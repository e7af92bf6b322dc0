/** The graph at this page's own host: operations over HTTP, subscriptions over one WebSocket (graphql-transport-ws). */
const kept = 'learnova.refresh';
/** What this tab calls itself: a tab that is duplicated copies it, and finds it taken. */
const called = 'learnova.tab';
/** How long a page that is loaded again waits for the one before it to be gone. */
const patienceMs = 1_000;
/** Ends of a watch that are no decision: it may be watched anew. */
const anew = new Set(['CURSOR_EXPIRED', 'SUBSCRIPTION_SCHEMA_RELOAD']);
const mayComeBack = ({ extensions }) => extensions?.retryable === true || anew.has(extensions?.code);

export class Refused extends Error {
  constructor({ message, extensions }) {
    super(message);
    this.code = extensions?.code;
  }
}

export class Graph {
  #access = null;
  #refreshing = null;
  #socket = null;
  #watches = new Map();
  #next = 1;
  #waits = 1_000;
  /** Whether something may have changed that no watch has told. */
  #hasMissed = false;
  #onState;
  #onMissed;
  #release = null;

  /**
   * @param onState told whether the connection stands, as it changes
   * @param onMissed told when all is watched again after a while in which it was not: what is shown may be older, and is live once
   * it was read anew
   */
  constructor(onState, onMissed) {
    this.#onState = onState;
    this.#onMissed = onMissed;
  }

  /** Whether all that is watched is told. */
  get isUp() {
    return !this.#hasMissed && this.#socket?.isReady === true;
  }

  async signIn(email, password) {
    const input = { email, password };
    const { signIn } = await this.#post(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken } }',
      { input },
    );
    this.#keep(signIn);
    sessionStorage.setItem(called, crypto.randomUUID());
    await this.#claim();
  }

  /**
   * Goes on with the sign-in of this tab, if it has one. A duplicated tab has a copy of it, and a refresh token holds once: the copy
   * is let go, since to use it would end the sign-in for both.
   */
  async resume() {
    if (sessionStorage.getItem(kept) === null) return false;
    if (await this.#claim()) return this.#refresh();
    sessionStorage.clear();
    return false;
  }

  /** Whether the sign-in is this tab's alone. It stays so until the tab is closed, or the person signs out. */
  #claim() {
    const name = sessionStorage.getItem(called);
    if (name === null || !navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const held = () =>
        new Promise((release) => {
          this.#release = release;
          resolve(true);
        });
      const signal = AbortSignal.timeout(patienceMs);
      navigator.locks.request(`learnova ${name}`, { signal }, held).catch(() => resolve(false));
    });
  }

  async signOut() {
    await this.ask('mutation { signOut { sessionId } }').catch(() => undefined);
    this.forget();
  }

  forget() {
    sessionStorage.clear();
    this.#release?.();
    this.#access = null;
    this.#watches.clear();
    this.#hasMissed = false;
    this.#socket?.close(1000);
  }

  /** The data of an operation, and the errors of parts that could not be shown. Throws what has no data at all. */
  async ask(query, variables = {}) {
    try {
      return await this.#post(query, variables);
    } catch (error) {
      if (error.code !== 'UNAUTHENTICATED' || !(await this.#refresh())) throw error;
      return this.#post(query, variables);
    }
  }

  /** @param shown told of each answer as it comes */
  watch(query, variables, shown) {
    this.#watches.set(String(this.#next++), { payload: { query, variables }, shown });
    if (this.#socket?.readyState === WebSocket.OPEN && this.#socket.isReady) this.#subscribe();
    else if (!this.#socket) this.#open();
  }

  #keep({ accessToken, refreshToken }) {
    this.#access = accessToken;
    sessionStorage.setItem(kept, refreshToken);
  }

  /** One at a time: a refresh token holds once. */
  async #refresh() {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #renew() {
    const refreshToken = sessionStorage.getItem(kept);
    if (refreshToken === null) return false;
    try {
      const { refresh } = await this.#post(
        'mutation ($input: RefreshInput!) { refresh(input: $input) { accessToken refreshToken } }',
        { input: { refreshToken } },
        null,
      );
      this.#keep(refresh);
      return true;
    } catch (error) {
      if (error instanceof Refused) sessionStorage.removeItem(kept);
      return false;
    }
  }

  async #post(query, variables, access = this.#access) {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(access && { authorization: `Bearer ${access}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(20_000),
    });
    const { data, errors } = await answer.json();
    const ended = errors?.find(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
    const isEmpty = !data || (errors && Object.values(data).every((value) => value === null));
    if (ended || isEmpty) throw new Refused(ended ?? errors?.[0] ?? { message: String(answer.status) });
    return data;
  }

  #open() {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
    const send = (message) => socket.send(JSON.stringify(message));
    this.#socket = socket;
    socket.isReady = false;
    socket.sent = new Set();
    socket.admitted = new Set();
    socket.interrupted = new Set();
    socket.onopen = () =>
      send({ type: 'connection_init', payload: { authorization: `Bearer ${this.#access}` } });
    socket.onmessage = ({ data }) => {
      const { type, id, payload } = JSON.parse(data);
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'connection_ack') {
        socket.isReady = true;
        this.#waits = 1_000;
        if (!this.#hasMissed) this.#onState(true);
        this.#subscribe();
      }
      if (type === 'next') this.#hear(socket, id, payload);
      if (type === 'error') this.#ended(socket, id, payload.some(mayComeBack));
      if (type === 'complete') this.#ended(socket, id, socket.interrupted.has(id));
    };
    socket.onclose = () => this.#again(socket);
  }

  #subscribe() {
    for (const [id, { payload }] of this.#watches) {
      if (this.#socket.sent.has(id)) continue;
      this.#socket.sent.add(id);
      const extensions = { announce: true };
      this.#socket.send(JSON.stringify({ id, type: 'subscribe', payload: { ...payload, extensions } }));
    }
  }

  #hear(socket, id, { data, errors, extensions }) {
    if (data) this.#watches.get(id)?.shown(data);
    else if (errors?.some(mayComeBack)) socket.interrupted.add(id);
    if (!extensions?.admitted) return;
    socket.admitted.add(id);
    this.#catchUp(socket);
  }

  /** What may no longer be watched is not asked for again; what only cannot be now, in a while. */
  #ended(socket, id, comesBack) {
    socket.interrupted.delete(id);
    socket.admitted.delete(id);
    if (!comesBack) {
      this.#watches.delete(id);
      return this.#catchUp(socket);
    }
    this.#hasMissed = true;
    this.#onState(false);
    setTimeout(
      () => {
        socket.sent.delete(id);
        if (this.#socket === socket && socket.isReady) this.#subscribe();
      },
      5_000 * (0.5 + Math.random()),
    );
  }

  /** From here on nothing is missed again: what was may be read. */
  #catchUp(socket) {
    if (!this.#hasMissed || [...this.#watches.keys()].some((id) => !socket.admitted.has(id))) return;
    this.#hasMissed = false;
    this.#onMissed();
  }

  /** A token that has expired, a server that drains, a cable: whatever it was, with a fresh token, and not all at once. */
  #again(socket) {
    if (this.#socket !== socket) return;
    this.#socket = null;
    if (this.#watches.size === 0) return;
    this.#hasMissed = true;
    this.#onState(false);
    setTimeout(() => void this.#reopen(), this.#waits * (0.5 + Math.random()));
    this.#waits = Math.min(30_000, this.#waits * 2);
  }

  async #reopen() {
    if (this.#watches.size === 0 || this.#socket) return;
    await this.#refresh();
    this.#open();
  }
}
