# The image of any process: --build-arg PACKAGE=gateway, workers or subgraphs/<name>. `docker buildx bake` makes all of them.
# --target tools holds the workspace itself, for programs around a running system: keys, the demo school, the story.

FROM node:24.21.0-bookworm-slim AS base
ENV NODE_ENV=production
WORKDIR /app

# What npm reads: its layers stand until a manifest or the lock file changes.
FROM base AS manifests
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete \
  && find . -mindepth 1 -type d -empty -delete

FROM base AS workspace
COPY --from=manifests /app .
# The optional packages of the root hold a Node for machines that have an older one.
RUN --mount=type=cache,target=/var/cache/npm npm ci --cache /var/cache/npm --include=dev --no-audit --no-fund --loglevel=error \
  && rm -rf node_modules/node-linux-*
COPY . .

FROM workspace AS tools
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=
ARG LICENSES="MIT AND Elastic-2.0"
LABEL org.opencontainers.image.title="learnova tools" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.source="${SOURCE}" \
  org.opencontainers.image.licenses="${LICENSES}"
# Compiled once here: when it runs, nothing can be written, and no compiler be unpacked where it may be executed.
RUN node scripts/precompile.mjs
# A volume takes on the owner of the folder over which it is mounted first.
RUN install -d -o node -g node -m 700 /keys
USER node
ENTRYPOINT ["node", "--conditions=source", "--import", "/app/scripts/swc-hooks.mjs"]
CMD ["scripts/story.ts", "--help"]

FROM workspace AS build
# Workers stand on every subgraph, and the gateway on the platform: this compiles all that runs.
RUN node node_modules/typescript/bin/tsc -b gateway workers
# What runs of each package: all but what it was made from.
RUN mkdir /built && cp -R --parents schema platform gateway workers subgraphs /built && cd /built \
  && rm -rf */src */*/src */tsconfig* */*/tsconfig* && find . -name '*.d.ts' -delete

FROM base AS production
ARG PACKAGE
COPY --from=manifests /app .
RUN test -n "$PACKAGE" || { echo "Name what to build: --build-arg PACKAGE=gateway, workers or subgraphs/<name>." >&2; exit 1; }
RUN --mount=type=cache,target=/var/cache/npm \
  npm ci --cache /var/cache/npm --omit=dev --workspace="$PACKAGE" --include-workspace-root=false --no-audit --no-fund --loglevel=error \
  && mkdir /out && mv node_modules /out/
COPY --from=build /built /built
# Of the workspace, npm has linked just those packages that this one depends on: they are what goes along.
RUN cd /built && for link in /out/node_modules/@learnova/*; do \
    cp -R --parents "$(readlink "$link" | sed 's:^\(\.\./\)*::')" /out/; \
  done && test -f "/out/$PACKAGE/dist/main.js"

FROM base AS service
ARG PACKAGE
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=
ARG LICENSES=MIT
LABEL org.opencontainers.image.title="learnova ${PACKAGE}" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.source="${SOURCE}" \
  org.opencontainers.image.licenses="${LICENSES}"
COPY --from=production /out .
WORKDIR /app/${PACKAGE}
USER node
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["node", "/app/platform/dist/probe.main.js"]
CMD ["node", "dist/main.js"]
