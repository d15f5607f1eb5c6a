#include "declaration/device/device_reader.hpp"

#include <algorithm>
#include <utility>

#include "core/graph/fbp_words.hpp"
#include "core/mqtt/topic.hpp"
#include "core/text/text.hpp"
#include "declaration/device/port_reader.hpp"
#include "declaration/fields/substitution.hpp"
#include "declaration/fields/template_reader.hpp"

namespace mfp::declaration {

namespace {

void set_extra(std::vector<core::ExtraField>& extras, core::ExtraField field) {
  const auto same =
      std::find_if(extras.begin(), extras.end(), [&](const core::ExtraField& extra) { return extra.key == field.key; });
  if (same == extras.end()) {
    extras.push_back(std::move(field));
  } else {
    same->json = std::move(field.json);
  }
}

/// Present texts of a device: an empty component or id is never meant.
void read_identity(const Reading& reading, const Block& block, const Subject& subject, Key key, std::string& text) {
  const Entry* entry = block.find(key);
  if (entry == nullptr) return;
  const auto read = read_text(reading, *entry, subject);
  if (!read) return;
  text = substituted_where_known(reading, *read);
  if (text.empty()) refuse_substituted(reading, {*entry, name_of(*entry, subject), text}, "is empty");
}

}  // namespace

void read_device(const Reading& reading, const Definition& definition, const Subject& subject,
                 core::Participant& participant) {
  const Block& block = definition.block;
  read_identity(reading, block, subject, keys::component, participant.component);
  read_identity(reading, block, subject, keys::id, participant.id);
  participant.inports = read_ports(reading, definition.ports.inports, core::Direction::in);
  participant.outports = read_ports(reading, definition.ports.outports, core::Direction::out);
  participant.extras = read_extras(reading, block, subject);
}

void override_device(const Reading& reading, const Block& block, const Subject& subject,
                     core::Participant& participant) {
  read_identity(reading, block, subject, keys::component, participant.component);
  read_identity(reading, block, subject, keys::id, participant.id);
  for (core::ExtraField& extra : read_extras(reading, block, subject)) {
    set_extra(participant.extras, std::move(extra));
  }
}

void check_role(Report& report, std::string_view role, const Value& at) {
  if (auto error = role_error(role)) report.error(at, *std::move(error));
}

void warn_of_role(Report& report, std::string_view role, const Value& at, const ErrorScope& errors) {
  if (core::has_wildcard(role) && errors.any()) return;
  auto warning = role_warning(role);
  if (warning)
    report.warning(at.document(), at.range_of(warning->offset, warning->length), std::move(warning->message));
}

std::optional<std::string> role_error(std::string_view role) {
  if (role.empty()) return "the role is empty; give the participant a name";
  const bool control = std::any_of(role.begin(), role.end(), [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
  });
  if (control) return "the role " + with_quotes(role) + " holds a control character";
  if (core::first_invalid_utf8(role)) return "the role " + with_quotes(role) + " is no text in UTF-8";
  return std::nullopt;
}

std::optional<core::TextProblem> role_warning(std::string_view role) {
  if (role.empty() || core::is_fbp_process_name(role) || role_error(role)) return std::nullopt;
  std::size_t at = 0;
  // An `a` in front, since a digit may stand anywhere but at the beginning.
  while (at < role.size() && core::is_fbp_process_name(std::string{'a', role[at]})) ++at;
  const bool only_begins = at == role.size();
  if (only_begins) at = 0;
  std::size_t end = at;
  (void)core::next_character(role, end);
  const std::string_view letter = role.substr(at, end - at);
  std::string message = "the role " + with_quotes(role);
  message += only_begins ? " begins with " : " holds ";
  message += letter == " " ? "a blank" : '`' + std::string(letter) + '`';
  message +=
      ", so no edge in 'connections' or a *.fbp file can name it: the FBP language takes letters from a to z, "
      "digits, `_` and `-`, and a letter or `_` first";
  if (letter == "/") message += "; in topics it begins a new level";
  if (letter == "+" || letter == "#")
    message += "; a queue cannot hold it, either, so each port needs a 'queue' of its own";
  return core::TextProblem{at, letter.size(), std::move(message)};
}

}  // namespace mfp::declaration
