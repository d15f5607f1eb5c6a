#include "declaration/fields/requirements.hpp"

#include <algorithm>

namespace mfp::declaration {

namespace {

bool is_missing(const Block& block, const Field& field) {
  const bool is_required = field.presence == Presence::required || field.presence == Presence::required_unless;
  if (!is_required || block.has(field.key)) return false;
  return std::none_of(field.instead.begin(), field.instead.end(),
                      [&](Key other) { return other != Key() && block.has(other); });
}

}  // namespace

void check_relations(const Reading& reading, const Block& block, const Subject& subject) {
  for (const Block::Item& item : block.items()) {
    if (item.field == nullptr) continue;
    const auto refuse = [&](const Relation& relation) {
      reading.report.error(item.entry.key, name_of(item.entry, subject) + ' ' + std::string(relation.problem));
    };
    for (const Relation& need : item.field->needs) {
      if (need.other != Key() && !block.has(need.other)) refuse(need);
    }
    const Relation& excluded = item.field->excludes;
    if (excluded.other != Key() && block.has(excluded.other)) refuse(excluded);
  }
}

void check_required(const Reading& reading, const Block& block, Context context, const Subject& subject,
                    const Value& map) {
  for (const Field& field : all_fields()) {
    if (!field.stands_in(context) || !is_missing(block, field)) continue;
    reading.report.error(map.document(), {map.range().position, 1}, subject.text() + ' ' + missing_text(field));
  }
}

std::string missing_text(const Field& field) {
  return field.missing.empty() ? "has no '" + std::string(field.key.name) + '\'' : std::string(field.missing);
}

}  // namespace mfp::declaration
