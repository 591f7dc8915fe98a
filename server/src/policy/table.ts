import type { Permission } from "./permissions.ts";

/**
 * What each route asks for: one of its permissions is enough. A route that is not here answers nobody, and fails
 * `table.test.ts`. Paths are those of the OpenAPI document.
 */
export const routePolicy: Readonly<Record<string, readonly Permission[]>> = {
  "GET /api/v1/health": ["read:service"],
  "GET /api/v1/ready": ["read:service"],
  "GET /api/v1/openapi.json": ["read:service"],
  "GET /api/v1/docs": ["read:service"],
  "GET /api/v1/docs.css": ["read:service"],

  "GET /api/v1/programs": ["read:programs"],
  "GET /api/v1/programs/search": ["read:programs"],
  "GET /api/v1/programs/categories": ["read:programs"],
  "GET /api/v1/programs/providers": ["read:programs"],
  "GET /api/v1/programs/{id}": ["read:programs"],
  "GET /api/v1/jobs": ["read:jobs"],
  "GET /api/v1/jobs/search": ["read:jobs"],
  "GET /api/v1/jobs/{id}": ["read:jobs"],
  "POST /api/v1/matching/recommendations": ["rank:pathways"],
  "GET /api/v1/matching/pathways/{id}": ["rank:pathways"],

  "GET /api/v1/users/me": ["read:own-profile"],
  "PUT /api/v1/users/me": ["write:own-profile"],
  "GET /api/v1/users/skills": ["read:own-profile"],
  "POST /api/v1/users/skills": ["write:own-profile"],
  "PUT /api/v1/users/skills": ["write:own-profile"],
  "GET /api/v1/users/interests": ["read:own-profile"],
  "POST /api/v1/users/interests": ["write:own-profile"],
  "PUT /api/v1/users/interests": ["write:own-profile"],
  "GET /api/v1/users/constraints": ["read:own-profile"],
  "POST /api/v1/users/constraints": ["write:own-profile"],
  "PUT /api/v1/users/constraints": ["write:own-profile"],
  "GET /api/v1/users/me/consents": ["read:own-profile"],
  "POST /api/v1/users/me/consents": ["write:own-profile"],
  "DELETE /api/v1/users/me/consents/{id}": ["write:own-profile"],
  "GET /api/v1/users/me/disclosures": ["read:own-profile"],
  "GET /api/v1/users/{id}": ["read:own-profile", "read:users"],
  "PUT /api/v1/users/{id}": ["write:own-profile", "assist:enrollment"],
  "GET /api/v1/users/{id}/cases": ["read:own-profile", "read:users"],
  "POST /api/v1/users/{id}/cases": ["open:case"],
  "DELETE /api/v1/users/{id}/cases/{caseId}": ["write:own-profile", "read:users"],
  "GET /api/v1/cases": ["open:case"],

  "POST /api/v1/outbox": ["write:own-profile"],
  "GET /api/v1/changes": ["read:own-profile"],
  "GET /api/v1/notifications": ["read:own-profile"],
  "GET /api/v1/notifications/user/{id}": ["read:own-profile", "read:users"],
  "PUT /api/v1/notifications/{id}/read": ["write:own-profile"],
  "POST /api/v1/notifications/send": ["assist:enrollment"],
  "GET /api/v1/notifications/preferences": ["read:own-profile"],
  "PUT /api/v1/notifications/preferences": ["write:own-profile"],
  "GET /api/v1/notifications/subscriptions/key": ["read:own-profile"],
  "POST /api/v1/notifications/subscriptions": ["write:own-profile"],
  "DELETE /api/v1/notifications/subscriptions": ["write:own-profile"],
};
