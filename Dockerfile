# One image for every process; docker-compose.yml says which of them a container is.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# --no-save keeps to the lock file, as scripts/setup/dependencies.mjs explains.
RUN npm install --no-save --omit=dev --ignore-scripts
COPY prisma prisma
COPY prisma.config.ts ./
# The client's generator needs no schema engine, which Prisma would otherwise download.
RUN PRISMA_SCHEMA_ENGINE_BINARY=/bin/true CHECKPOINT_DISABLE=1 node node_modules/prisma/build/index.js generate

FROM node:20-bookworm-slim
# Temporal's native client reads the system's certificates; the slim image has none.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates tini \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=node --group=node /data /data/audit /keys
ENV NODE_ENV=production TZ=UTC DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY . .
COPY --from=build /app/prisma/generated prisma/generated
USER node
ENTRYPOINT ["tini", "--", "node", "--import", "tsx"]
CMD ["api/server.ts"]
