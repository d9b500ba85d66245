# syntax=docker/dockerfile:1
# Two images: the target `service`, and `service-with-lighthouse` with Chromium for URL analysis by Lighthouse.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY clients/typescript/package.json clients/typescript/
COPY console/package.json console/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:22-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM dependencies AS dependencies-with-lighthouse
RUN npm install --no-save --omit=dev --omit=optional --no-audit --no-fund "lighthouse@$(node -p "require('./package.json').peerDependencies.lighthouse")"

FROM node:22-bookworm-slim AS base
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV PORT=8000
ENV DATA_DIR=/data
RUN mkdir /data && chown node:node /data
WORKDIR /app
COPY package.json ./
COPY --from=build /app/dist ./dist
COPY --from=build /app/console/dist ./console/dist
VOLUME /data
EXPOSE 8000
# Ready means: the schema is current and the database answers. It holds for API and worker processes.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/v1/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]

# Chromium's sandbox needs user namespaces, which the default profile of a container engine forbids: see
# docs/operations/deploy.md.
FROM base AS service-with-lighthouse
RUN apt-get update && apt-get install -y --no-install-recommends chromium && rm -rf /var/lib/apt/lists/*
COPY --from=dependencies-with-lighthouse /app/node_modules ./node_modules
USER node

FROM base AS service
COPY --from=dependencies /app/node_modules ./node_modules
USER node
