#include "declaration/fields/block.hpp"

#include <algorithm>

#include "core/conversion/steps/map.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/suggestion.hpp"
#include "declaration/fields/decimal_comma.hpp"
#include "declaration/fields/foreign_keys.hpp"
#include "declaration/fields/indentation_hint.hpp"
#include "declaration/fields/template_reader.hpp"
#include "declaration/fields/value_json.hpp"
#include "declaration/yaml/unquoted_braces.hpp"

namespace mfp::declaration {

namespace {

std::vector<std::string_view> names_of(Context context) {
  std::vector<std::string_view> names;
  for (const Field& field : fields_of(context)) names.push_back(field.key.name);
  return names;
}

/// What others call the keys of a devices file.
std::string_view synonym_of(std::string_view key) {
  if (key == "devices") return "participants";
  return key == "edges" || key == "bindings" ? "connections" : "";
}

void refuse_unknown(const Reading& reading, const Value& key, Context context, const Subject& subject) {
  const std::vector<std::string_view> names = names_of(context);
  std::string message = "unknown key " + with_quotes(key.text()) + " in " + subject.text();
  if (context == Context::broker && key.text() == "password") {
    message += "; put the password in a file and name that with 'password_file'";
  } else if (context == Context::participant && (key.text() == keys::params.name || key.text() == keys::extends.name)) {
    message += "; only a definition has it: write one, and name that with 'use'";
  } else if (const auto meant = synonym_of(key.text()); context == Context::devices_file && !meant.empty()) {
    message += "; did you mean '" + std::string(meant) + "'?";
  } else if (const std::string indented = indentation_hint(subject); !indented.empty()) {
    message += indented;
  } else if (const std::string hint = foreign_key_hint(context, key.text()); !hint.empty()) {
    message += hint;
  } else if (const auto near = core::nearest(key.text(), names)) {
    message += "; did you mean '" + std::string(*near) + "'?";
  } else {
    message += "; known are " + listed(names);
    if (context == Context::devices_file) message += "; a device belongs below 'participants:', indented";
    if (context == Context::participant) message += "; a parameter of a definition stands below 'with'";
    if (context == Context::broker) message += "; the address is written 'url: mqtt://HOST:PORT'";
  }
  reading.report.error(key, std::move(message));
}

void warn_of_foreign(const Reading& reading, const Value& key, Context context, const Subject& subject) {
  if (!reading.report.is_new_foreign_key(key.document(), key.text())) return;
  std::string message =
      "unknown key " + with_quotes(key.text()) + " in " + subject.text() + "; it is passed on in the announcement";
  if (const std::string hint = foreign_key_hint(context, key.text()); !hint.empty()) {
    message += hint;
  } else if (const auto near = core::nearest(key.text(), names_of(context))) {
    message += "; did you mean '" + std::string(*near) + "'?";
  }
  reading.report.warning(key, std::move(message));
}

constexpr Key default_key{core::MapStep::otherwise.name};

/// Where nothing is relayed, `default` is a key of somebody else's: definitions for MsgFlo are older than our steps.
bool is_foreign_default(const Reading& reading, const std::vector<Entry>& port) {
  if (reading.origin != Origin::definition) return false;
  return std::none_of(port.begin(), port.end(), [](const Entry& entry) {
    const Field* field = find_field(Context::port, entry.key.text());
    if (field == nullptr || field->key == default_key) return false;
    return field->handling == Handling::step || field->key == keys::topic;
  });
}

void warn_of_default(const Reading& reading, const Entry& entry, const Subject& subject) {
  if (!reading.report.is_new_foreign_key(entry.key.document(), entry.key.text())) return;
  reading.report.warning(entry.key, name_of(entry, subject) +
                                        " is passed on in the announcement; it is a step of ours only beside 'topic' "
                                        "and 'map'");
}

/// The maps that MsgFlo's own definitions do not have: nothing of them is passed on.
bool is_ours_alone(Context context) {
  return context == Context::broker || context == Context::parameter || context == Context::example ||
         context == Context::request || context == Context::router;
}

/// In `queue: #ROLE/state` YAML sees an empty value and a comment.
bool is_followed_by_comment(const Value& key) {
  const std::string line = source_line(key.document().text, key.range().position);
  return line.find(": #") != std::string::npos;
}

void refuse_as_text(const Reading& reading, const Entry& entry, const Subject& subject) {
  const std::string name = name_of(entry, subject);
  if (entry.value.kind() != Kind::nothing) {
    reading.report.error(entry.value, name + " must be a text" + but_is(entry.value) + braces_hint(entry.value));
    return;
  }
  std::string message = name + " is empty, but must be a text";
  if (is_followed_by_comment(entry.key)) message += "; ` #` begins a comment: put the text in quotes";
  reading.report.error(entry.key.document(), entry.value_range(), std::move(message));
}

/// What the announcement says for a member that is passed on; definitions of others may hold empty texts.
std::optional<std::string> extra_json(const Reading& reading, const Block::Item& item, const Subject& subject) {
  const Entry& entry = item.entry;
  const bool text = item.field != nullptr && item.field->type == FieldType::text;
  const bool empty = entry.value.kind() == Kind::nothing;
  if (!text || (empty && reading.origin == Origin::definition)) return to_substituted_json(reading, entry.value);
  const auto read = read_text(reading, entry, subject);
  return read ? std::optional(core::json_string(substituted_where_known(reading, *read))) : std::nullopt;
}

}  // namespace

std::string Subject::text() const { return name ? std::string(kind) + ' ' + with_quotes(*name) : std::string(kind); }

Block::Block(const Reading& reading, const Value& map, Context context, const Subject& subject) {
  const std::vector<Entry> all = entries(map);
  items_.reserve(all.size());
  const bool foreign_default = context == Context::port && is_foreign_default(reading, all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Entry& entry = all[i];
    if (const auto problem = decimal_comma_before(entry.key)) {
      reading.report.error(entry.key.document(), problem->range, problem->message);
      continue;
    }
    const Field* field = find_field(context, entry.key.text());
    if (field != nullptr && ends_at_decimal_comma(all, i)) {
      refused_.push_back(field->key);
      continue;
    }
    if (foreign_default && field != nullptr && field->key == default_key) {
      warn_of_default(reading, entry, subject);
      items_.push_back({entry, nullptr});
      continue;
    }
    const bool ours = reading.origin == Origin::devices_file || is_ours_alone(context);
    if (field == nullptr && ours) {
      refuse_unknown(reading, entry.key, context, subject);
      continue;
    }
    if (field == nullptr) warn_of_foreign(reading, entry.key, context, subject);
    items_.push_back({entry, field});
  }
}

void Block::inherit(const Block& base) {
  std::vector<Item> together = base.items_;
  for (const Item& own : items_) {
    const auto same = std::find_if(together.begin(), together.end(),
                                   [&](const Item& item) { return item.entry.key.text() == own.entry.key.text(); });
    if (same == together.end()) {
      together.push_back(own);
    } else {
      *same = own;
    }
  }
  items_ = std::move(together);
}

const Block::Item* Block::item(Key key) const {
  const auto found = std::find_if(items_.begin(), items_.end(),
                                  [&](const Item& item) { return item.field != nullptr && item.field->key == key; });
  return found == items_.end() ? nullptr : &*found;
}

const Entry* Block::find(Key key) const {
  const Item* found = item(key);
  return found == nullptr ? nullptr : &found->entry;
}

bool Block::has(Key key) const {
  return find(key) != nullptr || std::find(refused_.begin(), refused_.end(), key) != refused_.end();
}

std::optional<std::string_view> read_text(const Reading& reading, const Entry& entry, const Subject& subject) {
  if (entry.value.kind() == Kind::scalar && entry.value.tag() != Tag::binary) return entry.value.text();
  refuse_as_text(reading, entry, subject);
  return std::nullopt;
}

std::string name_of(const Entry& entry, const Subject& subject) {
  return with_quotes(entry.key.text()) + " of " + subject.text();
}

std::string read_optional_text(const Reading& reading, const Block& block, Key key, const Subject& subject) {
  const Entry* entry = block.find(key);
  return std::string(entry == nullptr ? std::string_view{} : read_text(reading, *entry, subject).value_or(""));
}

std::vector<core::ExtraField> read_extras(const Reading& reading, const Block& block, const Subject& subject) {
  std::vector<core::ExtraField> extras;
  for (const Block::Item& item : block.items()) {
    if (item.field != nullptr && item.field->handling != Handling::passed_on) continue;
    if (auto json = extra_json(reading, item, subject)) {
      extras.push_back({std::string(item.entry.key.text()), *std::move(json)});
    }
  }
  return extras;
}

bool expect_map(const Reading& reading, const Entry& entry, const Subject& subject, std::string_view example) {
  if (entry.value.kind() == Kind::map) return true;
  reading.report.error(
      entry.key.document(), entry.value_range(),
      subject.text() + " must be a map like " + std::string(example) + but_is(entry.value) + indentation_hint(subject));
  return false;
}

}  // namespace mfp::declaration
