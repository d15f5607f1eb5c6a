#include "declaration/device/payload_reader.hpp"

#include "core/text/base64.hpp"

namespace mfp::declaration {

std::optional<std::string> read_payload(const Reading& reading, const Entry& entry, const Subject& subject) {
  const Value& value = entry.value;
  const std::string name = name_of(entry, subject);
  if (value.kind() == Kind::list || value.kind() == Kind::map) {
    reading.report.error(value, name + " must be a text" + but_is(value) + "; put the JSON in quotes");
    return std::nullopt;
  }
  if (value.kind() == Kind::nothing) {
    reading.report.error(entry.key.document(), entry.value_range(),
                         name + " must be a text; write '' for an empty one, 'null' for JSON's null");
    return std::nullopt;
  }
  if (value.tag() != Tag::binary) return std::string(value.text());
  auto bytes = core::decode_base64(value.text());
  if (!bytes) reading.report.error(value, name + " has the tag !!binary, but is no base64");
  return bytes;
}

}  // namespace mfp::declaration
