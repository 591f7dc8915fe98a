CREATE TABLE "subject_keys" (
	"user_id" text PRIMARY KEY NOT NULL,
	"wrapped" text,
	"created_at" text NOT NULL,
	"shredded_at" text
);
