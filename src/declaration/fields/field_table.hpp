#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace mfp::declaration {

/// Where a key may stand. The values are bits, since many fields belong to several contexts.
enum class Context : std::uint16_t {
  /// Top level of a devices file.
  devices_file = 1,
  /// Top level of a definition that names its `role`: a devices file of one participant.
  single_device = 2,
  /// Top level of a component definition that was named by `use:` or `--role`.
  definition = 4,
  /// One entry of `participants`.
  participant = 8,
  /// One inport or outport.
  port = 16,
  /// The map form of `broker`.
  broker = 32,
  /// The map form of a parameter below `params`.
  parameter = 64,
  /// One of `examples`.
  example = 128,
  /// One of `requests`.
  request = 256,
  /// The map of `router`.
  router = 512,
};

/// What a field's value is. Texts take numbers and booleans too, by their text.
enum class FieldType : std::uint8_t {
  text,
  /// Where a part of a JSON payload stands: a text with parameters.
  json_path,
  /// A regular expression (RE2), which has braces of its own.
  pattern,
  /// A template of a conversion.
  format,
  file,
  url,
  duration,
  qos,
  retain,
  any,
  broker,
  participants,
  ports,
  /// A map of paths to scalars.
  conditions,
  /// One scalar or a list of them.
  values,
  /// A map of texts to values.
  mapping,
  /// A scalar, a list or a map, but not nothing.
  value,
  number,
  /// A whole number from 0 to 15.
  places,
  flag,
  encoding,
  /// The parameters of a definition.
  parameters,
  /// Values for parameters.
  arguments,
  examples,
  /// `nothing`, `error`, a text, or a map that holds one.
  outcome,
  /// A map of inports to outports.
  echo,
  requests,
  /// The word `start`.
  moment,
  /// One text of the FBP language, or a list of them.
  connections,
  /// A file, or a list of them.
  graphs,
  router,
  /// Whole numbers within `binding_limits` and `request_limits`.
  binding_count,
  request_size
};

/// The first and the last number that a key takes.
struct Limits {
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};
inline constexpr Limits binding_limits{1, 1'000'000};
/// In bytes: the smallest holds a binding of two short queues.
inline constexpr Limits request_limits{64, 1'048'576};

/// What this program does with the value: it reads it, reads it as a step of a port's conversion, or only passes it on
/// in the announcement.
enum class Handling : std::uint8_t { read, step, passed_on };

/// One key of the declaration. The loader, its suggestions, the JSON schema and the reference come from these rows.
struct Field {
  /// Bits of Context.
  unsigned contexts;
  std::string_view name;
  FieldType type;
  Handling handling;
  /// As one would write it; empty when there is none.
  std::string_view default_value;
  std::string_view meaning;
  std::string_view example;
};

[[nodiscard]] std::span<const Field> all_fields();

/// The fields of one context, in the table's order.
[[nodiscard]] std::vector<Field> fields_of(Context context);

/// Nothing when the context has no such key.
[[nodiscard]] const Field* find_field(Context context, std::string_view name);

}  // namespace mfp::declaration
