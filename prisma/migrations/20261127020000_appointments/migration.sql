-- AlterTable
ALTER TABLE "licence_application" ADD COLUMN     "permit_issued_on" DATE,
ADD COLUMN     "school" TEXT,
ADD COLUMN     "subjects_passed" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "voided_on" DATE;

-- A permit is good for three years, and is had by passing subject 1.
UPDATE "licence_application" SET "permit_issued_on" = ("permit_valid_to" - INTERVAL '3 years')::date, "subjects_passed" = ARRAY['1'] WHERE "permit_valid_to" IS NOT NULL;

-- CreateTable
CREATE TABLE "appointment_site" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "office" TEXT NOT NULL,

    CONSTRAINT "appointment_site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment_session" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "subject" TEXT,
    "classes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "on" DATE NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "booked" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "application_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "applicant_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "booked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("application_id")
);

-- CreateTable
CREATE TABLE "exam_attempt" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "learning_no" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "outcome" TEXT NOT NULL,
    "made_up" BOOLEAN NOT NULL DEFAULT false,
    "application_id" UUID,

    CONSTRAINT "exam_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "appointment_site_office_kind_name_key" ON "appointment_site"("office", "kind", "name");

-- CreateIndex
CREATE INDEX "appointment_session_site_id_starts_at_idx" ON "appointment_session"("site_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointment_session_office_kind_on_idx" ON "appointment_session"("office", "kind", "on");

-- CreateIndex
CREATE INDEX "appointment_applicant_id_kind_state_idx" ON "appointment"("applicant_id", "kind", "state");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_session_id_position_key" ON "appointment"("session_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "exam_attempt_application_id_key" ON "exam_attempt"("application_id");

-- CreateIndex
CREATE INDEX "exam_attempt_learning_no_idx" ON "exam_attempt"("learning_no");

-- CreateIndex
CREATE INDEX "exam_attempt_on_idx" ON "exam_attempt"("on");

-- AddForeignKey
ALTER TABLE "appointment_session" ADD CONSTRAINT "appointment_session_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "appointment_site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "appointment_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam_attempt" ADD CONSTRAINT "exam_attempt_learning_no_fkey" FOREIGN KEY ("learning_no") REFERENCES "licence_application"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a session may hold, whoever writes it.
ALTER TABLE "appointment_site" ADD CONSTRAINT "appointment_site_kind" CHECK ("kind" IN ('inspection', 'exam'));
ALTER TABLE "appointment_session" ADD CONSTRAINT "appointment_session_capacity" CHECK ("capacity" >= 1 AND "booked" BETWEEN 0 AND "capacity");
ALTER TABLE "appointment_session" ADD CONSTRAINT "appointment_session_times" CHECK ("starts_at" < "ends_at");
ALTER TABLE "appointment_session" ADD CONSTRAINT "appointment_session_state" CHECK ("state" IN ('planned', 'open', 'closed'));
ALTER TABLE "appointment_session" ADD CONSTRAINT "appointment_session_kind" CHECK (("kind" = 'inspection' AND "subject" IS NULL) OR ("kind" = 'exam' AND "subject" IN ('1', '2', '3a', '3b')));
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_state" CHECK ("state" IN ('booked', 'waiting', 'attended', 'absent', 'cancelled', 'called-off', 'not-placed'));
ALTER TABLE "exam_attempt" ADD CONSTRAINT "exam_attempt_outcome" CHECK ("outcome" IN ('passed', 'failed', 'absent'));

-- One session a site, time and subject. What was called off may be held after all.
CREATE UNIQUE INDEX "appointment_session_one_living" ON "appointment_session" ("site_id", "starts_at", "subject") NULLS NOT DISTINCT WHERE "state" <> 'closed';

-- The count of a session is what its rows make it: they alone move it, and nobody else can. A row over the capacity fails
-- on the CHECK above. (\073 is a semicolon: the migration engine splits scripts at semicolons, also inside quotes.)
CREATE FUNCTION holds_a_place(state TEXT) RETURNS integer LANGUAGE sql IMMUTABLE AS
'SELECT (state IN (''booked'', ''attended'', ''absent''))::int';

CREATE FUNCTION count_places() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN
  IF TG_OP <> ''INSERT'' AND holds_a_place(OLD.state) = 1 THEN
    UPDATE appointment_session SET booked = booked - 1 WHERE id = OLD.session_id\073
  END IF\073
  IF TG_OP <> ''DELETE'' AND holds_a_place(NEW.state) = 1 THEN
    UPDATE appointment_session SET booked = booked + 1 WHERE id = NEW.session_id\073
  END IF\073
  RETURN NULL\073
END';

CREATE FUNCTION count_only_by_places() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN
  IF (TG_OP = ''INSERT'' AND NEW.booked <> 0) OR (TG_OP = ''UPDATE'' AND NEW.booked <> OLD.booked AND pg_trigger_depth() < 2) THEN
    RAISE EXCEPTION ''the places of a session are counted by its appointments''\073
  END IF\073
  RETURN NEW\073
END';

CREATE TRIGGER appointment_counts_insert AFTER INSERT ON "appointment" FOR EACH ROW EXECUTE FUNCTION count_places();
CREATE TRIGGER appointment_counts_delete AFTER DELETE ON "appointment" FOR EACH ROW EXECUTE FUNCTION count_places();
CREATE TRIGGER appointment_counts_update AFTER UPDATE ON "appointment" FOR EACH ROW
WHEN (OLD.session_id IS DISTINCT FROM NEW.session_id OR holds_a_place(OLD.state) <> holds_a_place(NEW.state))
EXECUTE FUNCTION count_places();
CREATE TRIGGER appointment_session_count BEFORE INSERT OR UPDATE OF "booked" ON "appointment_session" FOR EACH ROW EXECUTE FUNCTION count_only_by_places();
