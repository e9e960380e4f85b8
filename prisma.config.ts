import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Absent while the client is generated, which needs no database.
  datasource: { url: process.env.OWNER_DATABASE_URL || process.env.DATABASE_URL || '' },
});
