-- What names a person is sealed from here on. The texts that stand in these columns are sealed, and indexed, by the
-- rotation that follows every migration (scripts/privacy.ts). New plain text is refused from the first moment on.
DROP INDEX "person_id_doc_kind_id_doc_no_key";
DROP INDEX "licence_licence_no_key";

ALTER TABLE "person" RENAME COLUMN "id_doc_no" TO "id_doc_no_sealed";
ALTER TABLE "person" RENAME COLUMN "mobile" TO "mobile_sealed";
ALTER TABLE "person" RENAME COLUMN "landline" TO "landline_sealed";
ALTER TABLE "person" RENAME COLUMN "address" TO "address_sealed";
ALTER TABLE "person" RENAME COLUMN "email" TO "email_sealed";
ALTER TABLE "person" ADD COLUMN "id_doc_no_index" TEXT, ADD COLUMN "mobile_index" TEXT;
UPDATE "person" SET "id_doc_no_index" = 'unsealed ' || "id";
ALTER TABLE "person" ALTER COLUMN "id_doc_no_index" SET NOT NULL;

ALTER TABLE "licence" RENAME COLUMN "licence_no" TO "licence_no_sealed";
ALTER TABLE "licence" ADD COLUMN "licence_no_index" TEXT;
UPDATE "licence" SET "licence_no_index" = 'unsealed ' || "id";
ALTER TABLE "licence" ALTER COLUMN "licence_no_index" SET NOT NULL;

ALTER TABLE "application" ALTER COLUMN "form" TYPE TEXT USING "form"::text;
ALTER TABLE "application" ALTER COLUMN "address" TYPE TEXT USING "address"::text;
ALTER TABLE "application" RENAME COLUMN "form" TO "form_sealed";
ALTER TABLE "application" RENAME COLUMN "address" TO "address_sealed";
ALTER TABLE "application" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

ALTER TABLE "document" RENAME COLUMN "content" TO "content_sealed";
ALTER TABLE "idempotency_key" RENAME COLUMN "body" TO "body_sealed";

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "mobile_index" TEXT,
ADD COLUMN     "mobile_sealed" TEXT,
ADD COLUMN     "must_change_password" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "oidc_subject" TEXT,
ADD COLUMN     "session_epoch" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "state_reason" TEXT,
ADD COLUMN     "subtype" TEXT,
ADD COLUMN     "totp_sealed" TEXT,
ADD COLUMN     "totp_step" INTEGER,
ADD COLUMN     "unit_head" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "unit_id" UUID,
ALTER COLUMN "login" DROP NOT NULL,
ALTER COLUMN "password_hash" DROP NOT NULL;

-- Individuals sign in by their mobile from here on: the one on file.
UPDATE "account" SET "mobile_sealed" = "person"."mobile_sealed" FROM "person" WHERE "person"."id" = "account"."person_id" AND "account"."kind" IN ('ind-online', 'ind-window');

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "slots_sealed" TEXT,
ADD COLUMN     "to_sealed" TEXT,
ALTER COLUMN "application_id" DROP NOT NULL,
ALTER COLUMN "account_id" DROP NOT NULL,
ALTER COLUMN "seq" DROP NOT NULL;

-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "after_digest" TEXT,
ADD COLUMN     "before_digest" TEXT,
ADD COLUMN     "for_id" TEXT,
ADD COLUMN     "office" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "source" TEXT;

-- CreateTable
CREATE TABLE "identity_document" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number_sealed" TEXT NOT NULL,
    "nationality" TEXT,
    "issued_on" DATE,
    "valid_to" DATE,
    "application_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licence_application" (
    "no" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "cls" TEXT NOT NULL,
    "accepted_on" DATE NOT NULL,
    "permit_valid_to" DATE,
    "office" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'accepted',

    CONSTRAINT "licence_application_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "org_code" TEXT NOT NULL,
    "uscc" TEXT,
    "options" INTEGER[],
    "state" TEXT NOT NULL DEFAULT 'pending',
    "office" TEXT NOT NULL,
    "legal_representative_sealed" TEXT NOT NULL,
    "agent_sealed" TEXT,
    "telephone_sealed" TEXT,
    "address_sealed" TEXT,
    "division" TEXT,
    "postcode" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_code" (
    "mobile_index" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "code_sealed" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "phone_code_pkey" PRIMARY KEY ("mobile_index","purpose")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter_booking" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "half" TEXT NOT NULL,
    "seat" INTEGER,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'booked',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "counter_booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "substitution" (
    "id" UUID NOT NULL,
    "office" TEXT NOT NULL,
    "absent_id" UUID NOT NULL,
    "substitute_id" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "substitution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_link" (
    "position" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "digest" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("position")
);

-- CreateIndex
CREATE INDEX "identity_document_person_id_idx" ON "identity_document"("person_id");

-- CreateIndex
CREATE INDEX "licence_application_person_id_idx" ON "licence_application"("person_id");

-- CreateIndex
CREATE INDEX "unit_org_code_idx" ON "unit"("org_code");

-- CreateIndex
CREATE INDEX "phone_code_expires_at_idx" ON "phone_code"("expires_at");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- CreateIndex
CREATE INDEX "api_key_unit_id_idx" ON "api_key"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "counter_booking_code_key" ON "counter_booking"("code");

-- CreateIndex
CREATE INDEX "counter_booking_account_id_idx" ON "counter_booking"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "counter_booking_office_on_half_seat_key" ON "counter_booking"("office", "on", "half", "seat");

-- CreateIndex
CREATE INDEX "substitution_substitute_id_until_idx" ON "substitution"("substitute_id", "until");

-- CreateIndex
CREATE INDEX "substitution_absent_id_idx" ON "substitution"("absent_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_link_event_id_key" ON "audit_link"("event_id");

-- CreateIndex
CREATE INDEX "person_id_doc_no_index_idx" ON "person"("id_doc_no_index");

-- CreateIndex
CREATE INDEX "person_mobile_index_idx" ON "person"("mobile_index");

-- CreateIndex
CREATE UNIQUE INDEX "person_id_doc_kind_id_doc_no_index_key" ON "person"("id_doc_kind", "id_doc_no_index");

-- CreateIndex
CREATE UNIQUE INDEX "account_oidc_subject_key" ON "account"("oidc_subject");

-- CreateIndex
CREATE INDEX "account_person_id_idx" ON "account"("person_id");

-- CreateIndex
CREATE INDEX "account_unit_id_idx" ON "account"("unit_id");

-- CreateIndex
CREATE INDEX "account_mobile_index_idx" ON "account"("mobile_index");

-- CreateIndex
CREATE UNIQUE INDEX "licence_licence_no_index_key" ON "licence"("licence_no_index");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor_id");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- AddForeignKey
ALTER TABLE "identity_document" ADD CONSTRAINT "identity_document_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licence_application" ADD CONSTRAINT "licence_application_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counter_booking" ADD CONSTRAINT "counter_booking_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitution" ADD CONSTRAINT "substitution_absent_id_fkey" FOREIGN KEY ("absent_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitution" ADD CONSTRAINT "substitution_substitute_id_fkey" FOREIGN KEY ("substitute_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A key id, a full stop, and what AES-GCM made of it. Rows that stand are sealed by the rotation.
ALTER TABLE "person" ADD CONSTRAINT "person_id_doc_no_sealed" CHECK ("id_doc_no_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "person" ADD CONSTRAINT "person_mobile_sealed" CHECK ("mobile_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "person" ADD CONSTRAINT "person_landline_sealed" CHECK ("landline_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "person" ADD CONSTRAINT "person_address_sealed" CHECK ("address_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "person" ADD CONSTRAINT "person_email_sealed" CHECK ("email_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "licence" ADD CONSTRAINT "licence_licence_no_sealed" CHECK ("licence_no_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "application" ADD CONSTRAINT "application_form_sealed" CHECK ("form_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "application" ADD CONSTRAINT "application_address_sealed" CHECK ("address_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "identity_document" ADD CONSTRAINT "identity_document_number_sealed" CHECK ("number_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "unit" ADD CONSTRAINT "unit_legal_representative_sealed" CHECK ("legal_representative_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "unit" ADD CONSTRAINT "unit_agent_sealed" CHECK ("agent_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "unit" ADD CONSTRAINT "unit_telephone_sealed" CHECK ("telephone_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "unit" ADD CONSTRAINT "unit_address_sealed" CHECK ("address_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "account" ADD CONSTRAINT "account_mobile_sealed" CHECK ("mobile_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "account" ADD CONSTRAINT "account_totp_sealed" CHECK ("totp_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "message" ADD CONSTRAINT "message_to_sealed" CHECK ("to_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "message" ADD CONSTRAINT "message_slots_sealed" CHECK ("slots_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "phone_code" ADD CONSTRAINT "phone_code_code_sealed" CHECK ("code_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_body_sealed" CHECK ("body_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
-- The same of bytes: small letters and digits, then NUL.
ALTER TABLE "document" ADD CONSTRAINT "document_content_sealed" CHECK (encode(substring("content_sealed" FROM 1 FOR 17), 'hex') ~ '^(3[0-9]|6[1-9a-f]|7[0-9a]){1,16}00') NOT VALID;
ALTER TABLE "person" ADD CONSTRAINT "person_id_doc_no_index" CHECK ("id_doc_no_index" ~ '^[A-Za-z0-9_-]{43}$') NOT VALID;
ALTER TABLE "licence" ADD CONSTRAINT "licence_licence_no_index" CHECK ("licence_no_index" ~ '^[A-Za-z0-9_-]{43}$') NOT VALID;

-- The platform's own role adds to the audit trail and reads it. It can neither change nor delete a row of it.
DO E'BEGIN CREATE ROLE yizhan_app NOLOGIN\073 EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL\073 END';
GRANT USAGE ON SCHEMA public TO yizhan_app;
GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON ALL TABLES IN SCHEMA public TO yizhan_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO yizhan_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON TABLES TO yizhan_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO yizhan_app;
REVOKE UPDATE, DELETE, TRUNCATE ON "audit_event", "audit_link" FROM yizhan_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "_prisma_migrations" FROM yizhan_app;

CREATE INDEX "session_account_idx" ON "session" ((sess->>'accountId'));

-- 个人用户账号全国唯一: one living account a person, and one living registration a unit (registration.md §1, §5).
CREATE UNIQUE INDEX "account_one_a_person" ON "account" ("person_id") WHERE "kind" IN ('ind-online', 'ind-window') AND "state" IN ('pending', 'active', 'suspended');
CREATE UNIQUE INDEX "unit_one_living" ON "unit" ("org_code") WHERE "state" IN ('pending', 'active', 'suspended');
CREATE UNIQUE INDEX "counter_booking_one_open" ON "counter_booking" ("account_id", "purpose") WHERE "state" = 'booked';
