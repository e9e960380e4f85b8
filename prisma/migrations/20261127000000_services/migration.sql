-- What a case is about in one column, whatever its kind, switches of services, contacts with their history.
ALTER TABLE "application" ADD COLUMN     "subject_key" TEXT;

-- AlterTable
ALTER TABLE "licence" ADD COLUMN     "contact_id" UUID;

-- AlterTable
ALTER TABLE "vehicle" ADD COLUMN     "contact_id" UUID;

-- CreateTable
CREATE TABLE "contact_record" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "mobile_sealed" TEXT,
    "mobile_index" TEXT,
    "landline_sealed" TEXT,
    "postcode" TEXT,
    "address_sealed" TEXT,
    "division" TEXT,
    "email_sealed" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "application_id" UUID,

    CONSTRAINT "contact_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "licence_id" UUID NOT NULL,
    "employer_sealed" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,
    "application_id" UUID,

    CONSTRAINT "employment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_switch" (
    "service" TEXT NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_by_id" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_switch_pkey" PRIMARY KEY ("service")
);

-- CreateIndex
CREATE INDEX "contact_record_person_id_idx" ON "contact_record"("person_id");

-- CreateIndex
CREATE INDEX "employment_licence_id_idx" ON "employment"("licence_id");

-- AddForeignKey
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licence" ADD CONSTRAINT "licence_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employment" ADD CONSTRAINT "employment_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One open application of a service about the same (G-8), also under a race, older cases are about their vehicle or licence.
DROP INDEX application_one_open_per_subject;
CREATE UNIQUE INDEX application_one_open_per_subject ON application (service, (coalesce(subject_key, vehicle_id::text, licence_id::text))) WHERE open;

-- A person has one contact, and a driver one employer, at a time.
CREATE UNIQUE INDEX "contact_record_one_current" ON "contact_record" ("person_id") WHERE "until" IS NULL;
CREATE UNIQUE INDEX "employment_one_current" ON "employment" ("licence_id") WHERE "until" IS NULL;

ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_mobile_sealed" CHECK ("mobile_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_landline_sealed" CHECK ("landline_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_address_sealed" CHECK ("address_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_email_sealed" CHECK ("email_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "employment" ADD CONSTRAINT "employment_employer_sealed" CHECK ("employer_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
