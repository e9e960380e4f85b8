-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "id_doc_kind" TEXT NOT NULL,
    "id_doc_no" TEXT NOT NULL,
    "resident_category" TEXT NOT NULL,
    "birth_on" DATE NOT NULL,
    "sex" TEXT NOT NULL,
    "residence_division" TEXT NOT NULL,
    "mobile" TEXT,
    "landline" TEXT,
    "postcode" TEXT,
    "address" TEXT,
    "division" TEXT,
    "email" TEXT,
    "contact_since" TIMESTAMPTZ(3),
    "deceased" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "display_name" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "person_id" UUID,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "sid" TEXT NOT NULL,
    "sess" JSON NOT NULL,
    "expire" TIMESTAMP(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "vehicle" (
    "id" UUID NOT NULL,
    "vin" TEXT NOT NULL,
    "engine_no" TEXT NOT NULL,
    "plate_category" TEXT NOT NULL,
    "plate_number" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "size" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "usage" TEXT NOT NULL,
    "brand_model" TEXT NOT NULL,
    "seats" INTEGER NOT NULL,
    "single_cylinder" BOOLEAN NOT NULL DEFAULT false,
    "has_cargo_function" BOOLEAN NOT NULL DEFAULT false,
    "is_container_semi_trailer" BOOLEAN NOT NULL DEFAULT false,
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "manufactured_on" DATE NOT NULL,
    "first_registered_on" DATE NOT NULL,
    "inspection_valid_to" DATE NOT NULL,
    "insurance_valid_to" DATE NOT NULL,
    "mandatory_scrap_on" DATE,
    "injury_accident" BOOLEAN NOT NULL DEFAULT false,
    "illegal_mod_penalty" BOOLEAN NOT NULL DEFAULT false,
    "has_school_bus_plate" BOOLEAN NOT NULL DEFAULT false,
    "statuses" TEXT[],

    CONSTRAINT "vehicle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licence" (
    "id" UUID NOT NULL,
    "licence_no" TEXT NOT NULL,
    "file_no" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "first_issued_on" DATE NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "validity_kind" TEXT NOT NULL,
    "statuses" TEXT[],
    "issuing_office" TEXT NOT NULL,
    "school_bus_qualified" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "licence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "class_holding" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "cls" TEXT NOT NULL,
    "obtained_on" DATE NOT NULL,
    "how" TEXT NOT NULL,
    "cancelled_on" DATE,
    "cancel_reason" TEXT,

    CONSTRAINT "class_holding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "point_entry" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "points" INTEGER NOT NULL,
    "occurred_on" DATE NOT NULL,
    "recorded_on" DATE NOT NULL,
    "voided_on" DATE,
    "fine_paid_on" DATE,

    CONSTRAINT "point_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle_reset" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "cycle_reset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "covers_through_cycle" INTEGER NOT NULL,
    "with_study" BOOLEAN NOT NULL DEFAULT false,
    "application_id" UUID,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "body_exam" (
    "cert_no" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "hospital" TEXT NOT NULL,
    "examined_on" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "conclusion" TEXT NOT NULL,
    "classes" TEXT[],

    CONSTRAINT "body_exam_pkey" PRIMARY KEY ("cert_no")
);

-- CreateTable
CREATE TABLE "body_cert_submission" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "cert_no" TEXT NOT NULL,
    "submitted_on" DATE NOT NULL,
    "qualified" BOOLEAN NOT NULL,
    "by" TEXT NOT NULL,
    "application_id" UUID,

    CONSTRAINT "body_cert_submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deferral" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "base_on" DATE NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "application_id" UUID,

    CONSTRAINT "deferral_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accident" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "deaths" INTEGER NOT NULL,
    "liability" TEXT NOT NULL,
    "revoked" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "accident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "downgrade_case" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "lost_classes" TEXT[],
    "decided_on" DATE NOT NULL,
    "exchanged_on" DATE,
    "application_id" UUID,

    CONSTRAINT "downgrade_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "vehicle_id" UUID,
    "licence_id" UUID,
    "state" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "voided_on" DATE,
    "application_id" UUID,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "lifecycle" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "applicant_id" UUID NOT NULL,
    "vehicle_id" UUID,
    "licence_id" UUID,
    "form" JSONB NOT NULL,
    "address" JSONB,
    "delivery_mode" TEXT,
    "zone" TEXT,
    "tracking_secret_hash" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "accept_by" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "deliver_by" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_event" (
    "application_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "action" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "application_event_pkey" PRIMARY KEY ("application_id","seq")
);

-- CreateTable
CREATE TABLE "clock" (
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "provisional" BOOLEAN NOT NULL,
    "calendar_version" INTEGER NOT NULL,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("application_id","kind")
);

-- CreateTable
CREATE TABLE "clock_rung" (
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "rung" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "clock_rung_pkey" PRIMARY KEY ("application_id","kind","round","rung")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "assignee_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "application_id" UUID,
    "kind" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parcel" (
    "tracking_number" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parcel_pkey" PRIMARY KEY ("tracking_number")
);

-- CreateTable
CREATE TABLE "courier_event" (
    "event_no" TEXT NOT NULL,
    "tracking_number" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "handed_back" BOOLEAN NOT NULL DEFAULT false,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "courier_event_pkey" PRIMARY KEY ("event_no")
);

-- CreateTable
CREATE TABLE "pending_poke" (
    "application_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "lifecycle" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_by" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pending_poke_pkey" PRIMARY KEY ("application_id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "application_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "message_application_id_seq_template_key" ON "message"("application_id", "seq", "template");

-- CreateIndex
CREATE INDEX "message_account_id_created_at_idx" ON "message"("account_id", "created_at" DESC);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "refusal" TEXT,
    "request_id" TEXT,
    "before" INTEGER,
    "after" INTEGER,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "account_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "body" TEXT,
    "headers" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("account_id","key")
);

-- CreateTable
CREATE TABLE "calendar_version" (
    "version" INTEGER NOT NULL,
    "base" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_version_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "calendar_override" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "version" INTEGER NOT NULL,
    "on" DATE NOT NULL,
    "office" TEXT,
    "effect" TEXT NOT NULL,
    "hours" JSONB,
    "reason" TEXT NOT NULL,

    CONSTRAINT "calendar_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seed_run" (
    "name" TEXT NOT NULL,
    "seeded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "figures" JSONB NOT NULL,

    CONSTRAINT "seed_run_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_id_doc_kind_id_doc_no_key" ON "person"("id_doc_kind", "id_doc_no");

-- CreateIndex
CREATE UNIQUE INDEX "account_login_key" ON "account"("login");

-- CreateIndex
CREATE INDEX "session_expire_idx" ON "session"("expire");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_vin_key" ON "vehicle"("vin");

-- CreateIndex
CREATE INDEX "vehicle_owner_id_idx" ON "vehicle"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_plate_category_plate_number_key" ON "vehicle"("plate_category", "plate_number");

-- CreateIndex
CREATE UNIQUE INDEX "licence_licence_no_key" ON "licence"("licence_no");

-- CreateIndex
CREATE UNIQUE INDEX "licence_file_no_key" ON "licence"("file_no");

-- CreateIndex
CREATE UNIQUE INDEX "licence_holder_id_key" ON "licence"("holder_id");

-- CreateIndex
CREATE INDEX "class_holding_licence_id_idx" ON "class_holding"("licence_id");

-- CreateIndex
CREATE INDEX "point_entry_licence_id_idx" ON "point_entry"("licence_id");

-- CreateIndex
CREATE INDEX "cycle_reset_licence_id_idx" ON "cycle_reset"("licence_id");

-- CreateIndex
CREATE INDEX "review_licence_id_idx" ON "review"("licence_id");

-- CreateIndex
CREATE INDEX "body_exam_person_id_idx" ON "body_exam"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "body_cert_submission_licence_id_cert_no_key" ON "body_cert_submission"("licence_id", "cert_no");

-- CreateIndex
CREATE UNIQUE INDEX "deferral_application_id_key" ON "deferral"("application_id");

-- CreateIndex
CREATE INDEX "deferral_licence_id_idx" ON "deferral"("licence_id");

-- CreateIndex
CREATE INDEX "accident_licence_id_idx" ON "accident"("licence_id");

-- CreateIndex
CREATE UNIQUE INDEX "downgrade_case_application_id_key" ON "downgrade_case"("application_id");

-- CreateIndex
CREATE INDEX "downgrade_case_licence_id_idx" ON "downgrade_case"("licence_id");

-- CreateIndex
CREATE INDEX "certificate_vehicle_id_idx" ON "certificate"("vehicle_id");

-- CreateIndex
CREATE INDEX "certificate_licence_id_idx" ON "certificate"("licence_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_number_key" ON "application"("number");

-- CreateIndex
CREATE INDEX "application_applicant_id_created_at_id_idx" ON "application"("applicant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "application_office_created_at_id_idx" ON "application"("office", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "application_open_stage_idx" ON "application"("open", "stage");

-- CreateIndex
CREATE INDEX "clock_status_due_at_idx" ON "clock"("status", "due_at");

-- CreateIndex
CREATE INDEX "clock_rung_rung_raised_at_idx" ON "clock_rung"("rung", "raised_at");

-- CreateIndex
CREATE INDEX "task_application_id_idx" ON "task"("application_id");

-- CreateIndex
CREATE INDEX "document_application_id_idx" ON "document"("application_id");

-- CreateIndex
CREATE INDEX "document_owner_id_idx" ON "document"("owner_id");

-- CreateIndex
CREATE INDEX "parcel_application_id_idx" ON "parcel"("application_id");

-- CreateIndex
CREATE INDEX "courier_event_tracking_number_idx" ON "courier_event"("tracking_number");

-- CreateIndex
CREATE INDEX "audit_event_object_idx" ON "audit_event"("object");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "calendar_override_version_idx" ON "calendar_override"("version");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licence" ADD CONSTRAINT "licence_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "class_holding" ADD CONSTRAINT "class_holding_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "point_entry" ADD CONSTRAINT "point_entry_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_reset" ADD CONSTRAINT "cycle_reset_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "body_exam" ADD CONSTRAINT "body_exam_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "body_cert_submission" ADD CONSTRAINT "body_cert_submission_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deferral" ADD CONSTRAINT "deferral_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accident" ADD CONSTRAINT "accident_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "downgrade_case" ADD CONSTRAINT "downgrade_case_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_vehicle_id_fkey" FOREIGN KEY ("vehicle_id") REFERENCES "vehicle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_applicant_id_fkey" FOREIGN KEY ("applicant_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_vehicle_id_fkey" FOREIGN KEY ("vehicle_id") REFERENCES "vehicle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_event" ADD CONSTRAINT "application_event_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clock" ADD CONSTRAINT "clock_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "parcel" ADD CONSTRAINT "parcel_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_override" ADD CONSTRAINT "calendar_override_version_fkey" FOREIGN KEY ("version") REFERENCES "calendar_version"("version") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Serial part of application numbers.
CREATE SEQUENCE application_number;

-- One open application of a service for a subject (G-8), also under a race.
CREATE UNIQUE INDEX application_one_open_per_subject ON application (service, (coalesce(vehicle_id, licence_id))) WHERE open;

-- The desk's queues: open tasks of a role, least time left first, by keyset.
CREATE INDEX task_queue ON task (office, role, (coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz)), id) WHERE state = 'open';
CREATE INDEX task_queue_of_all ON task (office, (coalesce(due_at, '9999-12-31T00:00:00Z'::timestamptz)), id) WHERE state = 'open';
CREATE INDEX task_mine ON task (assignee_id, due_at, id) WHERE state = 'open' AND assignee_id IS NOT NULL;
CREATE INDEX task_open_of_case ON task (application_id) WHERE state = 'open';

-- What is still to be sent.
CREATE INDEX message_waiting ON message (created_at) WHERE state = 'waiting';

-- What the relay takes next.
CREATE INDEX pending_poke_next ON pending_poke (requested_at);

-- Rows that change often leave room on their page.
ALTER TABLE application SET (fillfactor = 80);
ALTER TABLE clock SET (fillfactor = 80);
ALTER TABLE task SET (fillfactor = 80);
ALTER TABLE pending_poke SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500);

-- What the audit trail holds cannot be altered.
-- (\073 is a semicolon: the migration engine splits scripts at semicolons, also inside quotes.)
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN RAISE EXCEPTION ''% rows are never changed'', TG_TABLE_NAME\073 END';
CREATE TRIGGER audit_event_is_final BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER application_event_is_final BEFORE UPDATE OR DELETE ON application_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
